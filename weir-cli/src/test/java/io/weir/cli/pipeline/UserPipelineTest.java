package io.weir.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.verify.AcmePipeline;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserPipelineTest {

    /** Has a pipeline, and brings no input along. */
    public static final class WithoutInput {
        private WithoutInput() {}

        public static Pipeline pipeline(String bootstrapServers) {
            return AcmePipeline.pipeline(bootstrapServers);
        }
    }

    /** Its input holds text where bytes belong. */
    public static final class WithTexts {
        private WithTexts() {}

        public static Pipeline pipeline(String bootstrapServers) {
            return AcmePipeline.pipeline(bootstrapServers);
        }

        public static List<String> input() {
            return List.of("payment");
        }
    }

    @Test
    void callsTheMethodsOfTheClass() {
        UserPipeline user = load(AcmePipeline.class.getName());

        assertThat(user.pipeline("127.0.0.1:1").name()).isEqualTo("acme");
        assertThat(user.input().orElseThrow()).hasSize(4_000);
    }

    @Test
    void aClassNeedsNoInputOfItsOwn() {
        assertThat(load(WithoutInput.class.getName()).input()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAClass() {
        assertThatThrownBy(() -> load("com.acme.None")).hasMessageContaining("there is no such class");
        assertThatThrownBy(() -> load(String.class.getName()))
                .hasMessageContaining("public static io.weir.pipeline.Pipeline pipeline(String)");
        assertThatThrownBy(() -> load(WithTexts.class.getName()).input())
                .hasMessageContaining("something else than ProducerRecord<byte[], byte[]>");
    }

    /** Has all in its hand. */
    public static final class Whole {
        private Whole() {}

        public static Pipeline pipeline() {
            return AcmePipeline.pipeline("127.0.0.1:1");
        }

        public static Weir weir() {
            return Weir.local(Path.of("checkpoints"));
        }
    }

    @Test
    void aClassToBeLookedAtMayHaveAllInItsHand() {
        UserPipeline whole =
                UserPipeline.load(Whole.class.getName(), UserPipelineTest.class.getClassLoader(), Purpose.LOOK);
        assertThat(whole.pipeline(null).name()).isEqualTo("acme");
        assertThat(whole.weir()).isPresent();

        UserPipeline asking =
                UserPipeline.load(WithoutInput.class.getName(), UserPipelineTest.class.getClassLoader(), Purpose.LOOK);
        assertThat(asking.weir()).isEmpty();
        assertThatThrownBy(() -> asking.pipeline(null))
                .hasMessageContaining("--bootstrap-servers")
                .hasMessageContaining("[pipeline-class]");
    }

    /** Needs a class that is not there. */
    public static final class Lacking {
        private Lacking() {}

        public static Pipeline pipeline() {
            throw new NoClassDefFoundError("io/weir/jdbc/JdbcSink");
        }
    }

    @Test
    void whereAClassIsMissingTheWholeClassPathIsAskedFor() {
        ClassLoader loader = UserPipelineTest.class.getClassLoader();
        UserPipeline lacking = UserPipeline.load(Lacking.class.getName(), loader, Purpose.LOOK);
        assertThatThrownBy(() -> lacking.pipeline(null))
                .hasMessageContaining("io/weir/jdbc/JdbcSink")
                .hasMessageContaining("mvn dependency:build-classpath");
        assertThatThrownBy(() -> UserPipeline.load(WithTexts.class.getName(), loader, Purpose.VERIFY)
                        .input())
                .hasMessageNotContaining("mvn dependency:build-classpath");
    }

    private static UserPipeline load(String name) {
        return UserPipeline.load(name, UserPipelineTest.class.getClassLoader(), Purpose.VERIFY);
    }
}
