package io.attain.api;

import java.io.IOException;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.plan.language.PlanDefinition;
import io.attain.simulation.Outcome;
import io.attain.simulation.OutcomeJson;
import io.attain.simulation.ScenarioReader;
import io.attain.simulation.ScenarioTooLarge;
import io.attain.simulation.Simulation;

/**
 * What a close would compute from a scenario in the request. Reads plan versions where the scenario names some, and
 * writes nothing. For the roles that may read every plan.
 */
@RestController
@RequestMapping("/api/v1")
class SimulationsApi {

    private final Plans plans;

    SimulationsApi(Plans plans) {
        this.plans = plans;
    }

    @PostMapping(path = "/simulations", consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasAnyRole('comp-admin', 'finance', 'finance-director', 'auditor')")
    void simulate(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getContentLengthLong() > ScenarioReader.MOST_BYTES) {
            throw new ScenarioTooLarge(ScenarioReader.MOST_BYTES);
        }
        Outcome outcome = Simulation.run(ScenarioReader.read(request.getInputStream(), this::version),
                Runtime.getRuntime().availableProcessors());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        OutcomeJson.write(outcome, response.getOutputStream());
    }

    private Optional<PlanDefinition> version(String text) {
        try {
            return plans.find(PlanVersionId.parse(text)).map(PlanVersion::definition);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
