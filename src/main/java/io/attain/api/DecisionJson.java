package io.attain.api;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The fields of the form that the page shows for the same step: {@code decision}, {@code share}, {@code reason}. */
record DecisionJson(String decision, Optional<BigDecimal> share, Optional<String> reason) {

    Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>();
        fields.put("decision", String.valueOf(decision));
        share.ifPresent(percent -> fields.put("share", percent.toPlainString()));
        reason.ifPresent(text -> fields.put("reason", text));
        return fields;
    }
}
