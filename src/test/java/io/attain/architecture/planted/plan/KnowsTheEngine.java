package io.attain.architecture.planted.plan;

import java.time.LocalDate;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.beans.factory.annotation.Autowired;

class KnowsTheEngine {

    @Autowired
    private RuntimeService engine;

    LocalDate today() {
        return engine == null ? LocalDate.MIN : LocalDate.now();
    }
}
