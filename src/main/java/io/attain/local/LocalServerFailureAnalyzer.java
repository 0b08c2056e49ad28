package io.attain.local;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a failure of the quick start as two sentences instead of a stack trace. */
class LocalServerFailureAnalyzer extends AbstractFailureAnalyzer<LocalServerFailure> {

    @Override
    protected FailureAnalysis analyze(Throwable root, LocalServerFailure failure) {
        return new FailureAnalysis(failure.getMessage(), failure.remedy(), failure);
    }
}
