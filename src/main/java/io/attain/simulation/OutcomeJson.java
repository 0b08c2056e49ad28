package io.attain.simulation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.attain.calculation.explanation.Fact;
import io.attain.calculation.explanation.FactFields;
import io.attain.calculation.explanation.Sentences;
import io.attain.crediting.Credit;
import io.attain.payable.Movement;
import io.attain.payable.MovementWords;
import io.attain.plan.language.Measure;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Sha256;
import io.attain.simulation.Outcome.Line;
import io.attain.simulation.Outcome.Part;
import io.attain.simulation.Outcome.PeriodOutcome;
import io.attain.simulation.Outcome.PersonOutcome;

/** An outcome as JSON, written as it goes. Amounts are decimal texts in major units. */
public final class OutcomeJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final MathContext CUT = new MathContext(34, RoundingMode.DOWN);

    private final JsonGenerator json;
    private final boolean explain;

    private OutcomeJson(JsonGenerator json, boolean explain) {
        this.json = json;
        this.explain = explain;
    }

    /** The stream stays open. */
    public static void write(Outcome outcome, OutputStream out) {
        try {
            JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("inputSha256", outcome.input().hex());
            json.writeStringField("resultSha256", outcome.result().hex());
            new OutcomeJson(json, outcome.explain()).periods(outcome.periods());
            json.writeEndObject();
            json.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Sha256 digest(List<PeriodOutcome> periods) {
        MessageDigest digest = Sha256.algorithm();
        try (JsonGenerator json = JSON
                .createGenerator(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            json.writeStartObject();
            new OutcomeJson(json, false).periods(periods);
            json.writeEndObject();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Sha256.fromBytes(digest.digest());
    }

    private void periods(List<PeriodOutcome> periods) throws IOException {
        json.writeArrayFieldStart("periods");
        for (PeriodOutcome period : periods) {
            json.writeStartObject();
            days(period.days());
            json.writeArrayFieldStart("participants");
            for (PersonOutcome person : period.people()) {
                person(person);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void days(DateRange days) throws IOException {
        json.writeStringField("from", days.from().toString());
        json.writeStringField("to", days.to().toString());
    }

    private void person(PersonOutcome person) throws IOException {
        json.writeStartObject();
        json.writeStringField("participant", person.participant().value());
        json.writeStringField("currency", person.total().currency().getCurrencyCode());
        if (person.problem().isPresent()) {
            json.writeStringField("problem", person.problem().get());
        }
        json.writeArrayFieldStart("credits");
        for (Credit credit : person.credits()) {
            credit(credit);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("lines");
        for (Line line : person.lines()) {
            line(line);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("components");
        for (Part part : person.parts()) {
            part(part);
        }
        json.writeEndArray();
        money("total", person.total());
        money("payable", person.payable());
        money("uncollected", person.uncollected());
        money("heldBack", person.heldBack());
        json.writeArrayFieldStart("movements");
        for (Movement movement : person.movements()) {
            movement(movement);
        }
        json.writeEndArray();
        money("paid", person.paid());
        json.writeObjectFieldStart("balances");
        money("draw", person.balances().draw());
        money("clawback", person.balances().clawback());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void credit(Credit credit) throws IOException {
        json.writeStartObject();
        json.writeStringField("event", credit.event().externalId());
        json.writeStringField("kind", credit.kind().key());
        json.writeStringField("date", credit.eventDate().toString());
        json.writeStringField("role", credit.role().name().toLowerCase(Locale.ROOT));
        json.writeStringField("share", credit.share().stripTrailingZeros().toPlainString());
        money("amount", credit.amount());
        json.writeStringField("currency", credit.amount().currency().getCurrencyCode());
        if (!credit.original().currency().equals(credit.amount().currency())) {
            money("originalAmount", credit.original());
            json.writeStringField("originalCurrency", credit.original().currency().getCurrencyCode());
        }
        json.writeStringField("rule", credit.rule());
        json.writeEndObject();
    }

    private void line(Line line) throws IOException {
        json.writeStartObject();
        json.writeStringField("plan", line.plan());
        json.writeStringField("component", line.component().id());
        if (line.credit().isPresent()) {
            json.writeStringField("event", line.credit().get().event().externalId());
        }
        json.writeStringField("kind", line.ofPeriod().isPresent()
                ? "adjustment"
                : line.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (line.ofPeriod().isPresent()) {
            json.writeObjectFieldStart("ofPeriod");
            days(line.ofPeriod().get());
            json.writeEndObject();
        }
        json.writeStringField("measureBefore", measure(line.isMoney(), line.measureBefore(), line.amount()));
        money("amount", line.amount());
        if (!line.uncut().equals(line.amount())) {
            money("uncut", line.uncut());
        }
        if (explain) {
            json.writeArrayFieldStart("explanation");
            for (Fact fact : line.explanation()) {
                fact(fact, line.amount().currency());
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void part(Part part) throws IOException {
        json.writeStartObject();
        json.writeStringField("plan", part.plan());
        json.writeStringField("component", part.component().id());
        json.writeStringField("name", part.component().name().value());
        boolean isMoney = part.component().measure().isMoney();
        json.writeStringField("measure", measure(isMoney, part.measure(), part.earned()));
        if (part.quota() > 0) {
            json.writeStringField("quota", measure(isMoney, part.quota(), part.earned()));
            json.writeStringField("attainment", plain(
                    BigDecimal.valueOf(part.measure()).divide(BigDecimal.valueOf(part.quota()), CUT)));
        }
        money("earned", part.earned());
        if (!part.before().isZero()) {
            money("earnedBefore", part.before());
        }
        if (!part.cut().isZero()) {
            money("cut", part.cut());
        }
        json.writeEndObject();
    }

    private void movement(Movement movement) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", kind(movement));
        facts((Record) movement);
        if (explain) {
            json.writeObjectFieldStart("sentences");
            for (Locale language : Sentences.LANGUAGES) {
                json.writeStringField(language.getLanguage(), MovementWords.of(movement, language));
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void fact(Fact fact, Currency currency) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", fact.kind());
        for (Map.Entry<String, Object> field : FactFields.of(fact).entrySet()) {
            json.writeFieldName(field.getKey());
            any(field.getValue());
        }
        json.writeObjectFieldStart("sentences");
        for (Locale language : Sentences.LANGUAGES) {
            json.writeStringField(language.getLanguage(), Sentences.of(fact, currency, language));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void any(Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    any(entry.getValue());
                }
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (Object one : list) {
                    any(one);
                }
                json.writeEndArray();
            }
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            default -> json.writeString(String.valueOf(value));
        }
    }

    private static String kind(Object one) {
        return one.getClass().getSimpleName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private void facts(Record one) throws IOException {
        for (RecordComponent component : one.getClass().getRecordComponents()) {
            Object value;
            try {
                value = component.getAccessor().invoke(one);
            } catch (ReflectiveOperationException unreadable) {
                throw new IllegalStateException("cannot read " + component, unreadable);
            }
            json.writeStringField(component.getName(), switch (value) {
                case Money money -> money.toDecimal().toPlainString();
                case BigDecimal number -> plain(number);
                case DateRange days -> days.from() + "/" + days.to();
                default -> String.valueOf(value);
            });
        }
    }

    private void money(String field, Money money) throws IOException {
        json.writeStringField(field, money.toDecimal().toPlainString());
    }

    private static String measure(boolean isMoney, long measure, Money like) {
        return isMoney
                ? BigDecimal.valueOf(measure, like.currency().getDefaultFractionDigits()).toPlainString()
                : plain(BigDecimal.valueOf(measure, Measure.DECIMALS));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
