package io.weir.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchivesTest {

    @ParameterizedTest
    @EnumSource(DatabaseProduct.class)
    void holdTheProgramsOfEachProduct(DatabaseProduct product) {
        assertThat(Archives.load().jar(product.distribution().archivePrefix())).isRegularFile();
    }

    @Test
    void nameTheJarThatIsGone(@TempDir Path directory) throws Exception {
        Path present = Files.createFile(directory.resolve("present-1.jar"));
        Archives archives = Archives.parse(present + File.pathSeparator + directory.resolve("gone-2.jar") + "\n");

        assertThat(archives.nameOf("present-")).isEqualTo("present-1");
        assertThatThrownBy(() -> archives.jar("gone-"))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining("name=gone-*.jar")
                .hasMessageContaining("mvn compile");
    }
}
