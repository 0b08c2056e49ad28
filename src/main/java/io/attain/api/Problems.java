package io.attain.api;

import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import io.attain.sales.RowProblem;
import io.attain.sales.RowsRefused;
import io.attain.shared.Refused;
import io.attain.simulation.ScenarioRefused;
import io.attain.simulation.ScenarioTooLarge;

/** Refusals as problem details of RFC 9457; {@code code} names the rule and stays the same between releases. */
@RestControllerAdvice(basePackageClasses = Problems.class)
class Problems {

    @ExceptionHandler(Refused.class)
    ProblemDetail refused(Refused refused) {
        HttpStatus status = HttpStatus.CONFLICT;
        if (refused.code().endsWith("-unknown")) {
            status = HttpStatus.NOT_FOUND;
        } else if (refused.code().startsWith("form-")) {
            status = HttpStatus.UNPROCESSABLE_ENTITY;
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(refused.getMessage()));
        problem.setTitle("Refused");
        problem.setProperty("code", refused.code());
        return problem;
    }

    /** Names each item of the request, counted from 0, with its field, what is wrong and what to do. */
    @ExceptionHandler(RowsRefused.class)
    ProblemDetail rowsRefused(RowsRefused refused) {
        ProblemDetail problem = refused((Refused) refused);
        problem.setProperty("errors", refused.problems().stream().map(Problems::item).toList());
        return problem;
    }

    /** Names each place of the scenario by its JSON pointer, what is wrong there, and what to do. */
    @ExceptionHandler(ScenarioRefused.class)
    ProblemDetail scenarioRefused(ScenarioRefused refused) {
        ProblemDetail problem = refused((Refused) refused);
        problem.setProperty("errors", refused.findings().stream().map(finding -> Map.of("pointer", finding.path(),
                "detail", finding.sentence(), "remedy", finding.remedy())).toList());
        return problem;
    }

    @ExceptionHandler(ScenarioTooLarge.class)
    ProblemDetail scenarioTooLarge(ScenarioTooLarge refused) {
        ProblemDetail problem = refused((Refused) refused);
        problem.setStatus(HttpStatus.PAYLOAD_TOO_LARGE);
        return problem;
    }

    private static Map<String, Object> item(RowProblem problem) {
        return Map.of("item", problem.row() - 1, "field", problem.field(), "value", problem.value(), "sentence",
                problem.sentence(), "remedy", problem.remedy());
    }

    @ExceptionHandler(AccessDeniedException.class)
    ProblemDetail notYours(AccessDeniedException refused) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN,
                "Your role, or your reporting line, does not reach this.");
        problem.setTitle("Forbidden");
        return problem;
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ProblemDetail malformed(IllegalArgumentException flaw) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
                "Something in the request is not of the form it must have.");
        problem.setTitle("Malformed");
        return problem;
    }
}
