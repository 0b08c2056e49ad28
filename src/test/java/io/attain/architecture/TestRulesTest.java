package io.attain.architecture;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import net.jqwik.api.Property;

import io.attain.fixtures.Seeds;

import static org.assertj.core.api.Assertions.assertThat;

class TestRulesTest {

    private static final Set<Class<? extends Annotation>> RUN = Set.of(Test.class,
            TestFactory.class, ParameterizedTest.class, Property.class);

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests()).importPackages("io.attain");

    @Test
    void theBuildRunsEveryTestThereIs() {
        List<String> neverRun = methods().stream()
                .filter(method -> RUN.stream().anyMatch(method::isAnnotatedWith))
                .map(method -> outermost(method.getOwner().getName()))
                .filter(name -> Stream.of("Test", "IT", "Benchmark").noneMatch(name::endsWith)).distinct().toList();

        assertThat(neverRun).isEmpty();
    }

    @Test
    void propertiesDrawFromTheSeedsOfTheBuild() {
        List<JavaMethod> properties = methods().stream().filter(method -> method.isAnnotatedWith(Property.class))
                .toList();

        assertThat(properties).isNotEmpty()
                .allSatisfy(property -> assertThat(property.getAnnotationOfType(Property.class).seed())
                        .isEqualTo(Seeds.SEED));
    }

    private static List<JavaMethod> methods() {
        return TESTS.stream().flatMap(type -> type.getMethods().stream()).toList();
    }

    private static String outermost(String name) {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
