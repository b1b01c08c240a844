package io.weir.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import org.junit.jupiter.api.Test;

/** No Java serialization, which runs foreign code, and nothing that the JDK does not promise to keep. */
final class BannedTypesTest {

    /** Exceptions and enums are serializable by birth; nobody else declares it. */
    @Test
    void noTypeDeclaresItselfSerializable() {
        classes()
                .should(Weir.haveNone(
                        "Serializable among their interfaces",
                        javaClass -> javaClass.getRawInterfaces().stream()
                                .filter(type -> type.isEquivalentTo(Serializable.class)
                                        || type.isEquivalentTo(Externalizable.class))
                                .map(type -> javaClass.getName() + " declares " + type.getName())))
                .allowEmptyShould(true)
                .check(Weir.CLASSES);
    }

    @Test
    void nobodyUsesJavaSerialization() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class, SerializedLambda.class)
                .allowEmptyShould(true)
                .check(Weir.CLASSES);
    }

    @Test
    void nobodyUsesTheInnardsOfTheJdk() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sun..", "jdk.internal..")
                .allowEmptyShould(true)
                .check(Weir.CLASSES);
    }
}
