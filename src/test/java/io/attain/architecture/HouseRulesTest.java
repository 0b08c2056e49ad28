package io.attain.architecture;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.modulith.core.ApplicationModules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.attain.AttainApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class HouseRulesTest {

    private static final String PLANTED = "io.attain.architecture.planted";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.attain");

    @Test
    void everyModuleKeepsToItsDeclaredDependencies() {
        ApplicationModules.of(AttainApplication.class).verify();
    }

    @TestFactory
    Stream<DynamicTest> theHouseKeepsItsRules() {
        return Rules.below("io.attain").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(),
                        () -> assertThatCode(() -> rule.getValue().check(OURS)).doesNotThrowAnyException()));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleCatchesItsPlantedViolation() {
        JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);
        return Rules.below(PLANTED).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(),
                        () -> assertThat(rule.getValue().evaluate(planted).hasViolation()).isTrue()));
    }
}
