package io.attain.architecture;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

/** The rules of the house that a compiler does not know, for the packages below a root. */
final class Rules {

    private static final List<String> CLOCKS = List.of(Instant.class.getName(), LocalDate.class.getName(),
            LocalDateTime.class.getName(), OffsetDateTime.class.getName(), ZonedDateTime.class.getName());

    private Rules() {}

    static Map<String, ArchRule> below(String root) {
        return Map.of(
                "the engine only in workflow", noClasses().that().resideInAPackage(root + "..")
                        .and().resideOutsideOfPackage(root + ".workflow..")
                        .should().dependOnClassesThat(
                                DescribedPredicate.describe("are the engine's, but not its expression language",
                                        type -> type.getPackageName().startsWith("org.camunda.")
                                                && !type.getPackageName().startsWith("org.camunda.feel"))),
                "engine internals only in workflow.engine", noClasses().that().resideInAPackage(root + "..")
                        .and().resideOutsideOfPackage(root + ".workflow.engine..")
                        .should().dependOnClassesThat().resideInAPackage("org.camunda.bpm.engine.impl.."),
                "the calculator is pure Java", noClasses()
                        .that().resideInAnyPackage(root + ".calculation.engine..", root + ".plan.language..",
                                root + ".crediting.rule..",
                                root + ".shared..")
                        .and().doNotHaveSimpleName("package-info")
                        .should().dependOnClassesThat()
                        .resideInAnyPackage("org.springframework..", "jakarta..", "java.sql..", "javax.sql..")
                        .allowEmptyShould(true),
                "time comes from the clock", noClasses().that().resideInAPackage(root + "..")
                        .should().callMethodWhere(DescribedPredicate.describe("asks the system for the time",
                                Rules::asksTheSystem)),
                "no binary fractions", noFields().that().areDeclaredInClassesThat().resideInAPackage(root + "..")
                        .should().haveRawType(double.class)
                        .orShould().haveRawType(float.class)
                        .orShould().haveRawType(Double.class)
                        .orShould().haveRawType(Float.class),
                "controllers and delegates stay inside their package", classes()
                        .that().resideInAPackage(root + "..")
                        .and(DescribedPredicate.describe("are controllers or delegates",
                                type -> type.isAnnotatedWith("org.springframework.stereotype.Controller")
                                        || type.isAnnotatedWith(
                                                "org.springframework.web.bind.annotation.RestController")
                                        || type.isAssignableTo("org.camunda.bpm.engine.delegate.JavaDelegate")))
                        .should().notBePublic()
                        .allowEmptyShould(true),
                "no field is injected", fields()
                        .that().areDeclaredInClassesThat().resideInAPackage(root + "..")
                        .should().notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired"));
    }

    private static boolean asksTheSystem(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        return call.getName().equals("now") && CLOCKS.contains(owner)
                && call.getTarget().getRawParameterTypes().stream()
                        .noneMatch(type -> type.isEquivalentTo(Clock.class));
    }
}
