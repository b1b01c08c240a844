package io.weir.testkit.world;

/**
 * Decides what goes wrong. Asked at every point where something may: it acts on the world, by killing processes, cutting the power, or stopping the clock.
 *
 * <p>Threading: confined to the world.
 */
public interface Chaos {

    /** Nothing goes wrong. */
    Chaos NONE = new Chaos() {
        @Override
        public void at(SimProcess process, String point) {}

        @Override
        public Reply reply(SimProcess process, String call) {
            return Reply.GIVEN;
        }
    };

    /**
     * Called before every step of a task, before and after every effect on an outside system, and at every step of the protocol.
     *
     * @param process whose step it is; alive
     */
    void at(SimProcess process, String point);

    /** Called at every call to an outside system: says what becomes of it. */
    Reply reply(SimProcess process, String call);
}
