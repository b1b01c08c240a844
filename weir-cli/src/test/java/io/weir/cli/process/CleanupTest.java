package io.weir.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class CleanupTest {

    private final List<String> closed = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Cleanup cleanup = new Cleanup(complaints::add);

    @Test
    void closesTheYoungestFirstAndOnce() {
        own("broker");
        own("job");

        cleanup.close();
        cleanup.close();

        assertThat(closed).containsExactly("job", "broker");
    }

    @Test
    void aPartIsClosedWithTheWhole() {
        own("broker");
        Cleanup part = cleanup.part();
        part.own(() -> closed.add("job"));

        cleanup.close();

        assertThat(closed).containsExactly("job", "broker");
    }

    @Test
    void goesOnAfterOneFailure() {
        own("broker");
        cleanup.own(() -> {
            throw new IllegalStateException("planted");
        });

        cleanup.close();

        assertThat(closed).containsExactly("broker");
        assertThat(complaints).singleElement().asString().contains("planted");
    }

    @Test
    void closesAtOnceWhatComesTooLate() {
        cleanup.close();

        assertThatThrownBy(() -> own("job")).isInstanceOf(CancellationException.class);
        assertThat(closed).containsExactly("job");
    }

    private void own(String name) {
        cleanup.own(() -> closed.add(name));
    }
}
