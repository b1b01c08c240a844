package io.weir.engine.inlining;

/**
 * A parameter, always null, of methods for what is rare. While the first keys come, what is rare later is not; inlined then, it makes the code of a hot method so large that it is inlined
 * nowhere itself ({@code InlineSmallCode}). HotSpot inlines no method whose signature has a class that is not loaded. It loads this one when it compiles such a method by itself, so this is no
 * promise: it is kept because the hot methods were measured to come out at half the size. Only speed depends on it.
 */
@SuppressWarnings("unused")
public final class OutOfLine {

    private OutOfLine() {}
}
