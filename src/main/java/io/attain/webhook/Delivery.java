package io.attain.webhook;

import java.time.Instant;
import java.util.Optional;

/** One change on its way to one endpoint. */
record Delivery(long endpoint, String url, String secret, long seq, String kind, String subject, Optional<String> was,
        String became, Instant at, int tries) {

    /** What is sent: no names, no amounts. Every value is one of ours, so that nothing needs escaping. */
    String body() {
        return """
                {"seq":%d,"kind":"%s","subject":"%s","was":%s,"became":"%s","at":"%s"}"""
                .formatted(seq, kind, subject, was.map(state -> "\"" + state + "\"").orElse("null"), became, at);
    }
}
