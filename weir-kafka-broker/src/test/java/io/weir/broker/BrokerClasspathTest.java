package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerClasspathTest {

    @Test
    void holdsTheBrokerAndABindingOfItsLog() {
        assertThat(BrokerClasspath.load().jars())
                .anyMatch(jar -> jar.getFileName().toString().startsWith("kafka_2.13-"))
                .anyMatch(jar -> jar.getFileName().toString().startsWith("slf4j-simple-"));
    }

    @Test
    void namesTheJarThatIsGone(@TempDir Path directory) throws Exception {
        Path present = Files.createFile(directory.resolve("present.jar"));
        Path gone = directory.resolve("gone.jar");

        assertThatThrownBy(() -> BrokerClasspath.parse(present + File.pathSeparator + gone + "\n", "a test"))
                .isInstanceOf(KafkaBrokerException.class)
                .hasMessageContaining("jar=" + gone)
                .hasMessageContaining("mvn compile");
    }
}
