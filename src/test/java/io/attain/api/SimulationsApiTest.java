package io.attain.api;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import io.attain.plan.Plans;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

class SimulationsApiTest {

    private static final String REQUEST = """
            {"plan": %s, "events": [{"amount": "100"}]}
            """;
    private static final String INLINE = """
            {"components": [{"pay": {"type": "flat-rate", "rate": "0.1"}}]}""";

    private final Plans plans = mock();
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new SimulationsApi(plans))
            .setControllerAdvice(new Problems()).build();

    @Test
    void simulatesAnInlinePlanWithoutADatabase() throws Exception {
        mvc.perform(post("/api/v1/simulations").contentType(MediaType.APPLICATION_JSON)
                .content(REQUEST.formatted(INLINE))).andExpect(status().isOk())
                .andExpect(jsonPath("$.periods[0].participants[0].paid").value("10.00"));
        verifyNoInteractions(plans);
    }

    @Test
    void namesThePlaceAndTheRemedyOfEachMistake() throws Exception {
        when(plans.find(any())).thenReturn(Optional.empty());
        mvc.perform(post("/api/v1/simulations").contentType(MediaType.APPLICATION_JSON)
                .content(REQUEST.formatted("\"field-sales/9\""))).andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("form-scenario"))
                .andExpect(jsonPath("$.errors[0].pointer").value("/plan"))
                .andExpect(jsonPath("$.errors[0].detail").isNotEmpty())
                .andExpect(jsonPath("$.errors[0].remedy").isNotEmpty());
    }

    @Test
    void refusesMoreThanFiftyMegabytes() throws Exception {
        mvc.perform(post("/api/v1/simulations").contentType(MediaType.APPLICATION_JSON)
                .content(new byte[50_000_001])).andExpect(status().isPayloadTooLarge())
                .andExpect(jsonPath("$.code").value("scenario-too-large"));
    }
}
