package io.weir.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in named modules: Weir reaches in only where the module lets it. */
class ModulesTest {

    @TempDir
    Path folder;

    @Test
    void readsARecordOfAModuleThatOpensItsPackage() throws Exception {
        Class<?> type = recordOf("module acme { opens acme; }");
        Serde<?> serde = Serdes.of(type);

        assertThat(serde.schema()).isEqualTo("record Point{x:long}");
        assertThat(RoundTrip.read(serde, new byte[] {5, 0, 0, 0, 0, 0, 0, 0})).hasToString("Point[x=5]");
    }

    @Test
    void saysWhatToOpenIfTheModuleKeepsItsPackageClosed() throws Exception {
        Class<?> type = recordOf("module acme { exports acme; }");

        assertThatThrownBy(() -> Serdes.of(type))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("no serde for acme.Point: its module keeps it closed")
                .hasMessageContaining("add `opens acme;` to the module's module-info.java");
    }

    private Class<?> recordOf(String moduleInfo) throws IOException, ClassNotFoundException {
        Path info = Files.writeString(folder.resolve("module-info.java"), moduleInfo);
        Path point = Files.writeString(folder.resolve("Point.java"), "package acme; record Point(long x) {}");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), info.toString(), point.toString());
        assertThat(result).isZero();
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration =
                boot.configuration().resolve(ModuleFinder.of(folder), ModuleFinder.of(), Set.of("acme"));
        return ModuleLayer.defineModulesWithOneLoader(configuration, List.of(boot), null)
                .layer()
                .findLoader("acme")
                .loadClass("acme.Point");
    }
}
