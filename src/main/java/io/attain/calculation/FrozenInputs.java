package io.attain.calculation;

import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.crediting.Credit;
import io.attain.crediting.CreditRole;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersionId;
import io.attain.sales.EventKey;
import io.attain.shared.DateRange;
import io.attain.shared.Sha256;

/**
 * What a run knows of one participant besides credits.
 *
 * @param segments by plan and first day; those of one plan never overlap. They reach back to the start of the plan's
 *                 longest window
 * @param figures  by plan and component
 * @param targets  the target variable pay of the period by plan, where there is one
 * @param person   who it is
 * @param before   what earlier, accepted periods earned, where windows to date or returns ask for it
 * @param customers the day of each customer's first sale, where a plan asks for it; in order of the accounts
 */
record FrozenInputs(List<Segment> segments, List<Figures> figures, List<Target> targets, Person person,
        List<Before> before, TreeMap<String, LocalDate> customers) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The days on which a plan version counts for the participant. */
    record Segment(PlanVersionId version, Sha256 digest, DateRange days) {}

    /**
     * Of one component over the participant's time in the plan within its window.
     *
     * @param quota  in units of the measure
     * @param target in minor units
     */
    record Figures(PlanId plan, String component, long quota, long target, LocalDate since) {}

    record Target(PlanId plan, long minor) {}

    /**
     * @param team  the id of the direct manager on the last day of the period; empty for none
     * @param role  the title on that day; empty for none
     * @param below everyone below on that day, where a plan asks for it
     */
    record Person(LocalDate joined, Optional<LocalDate> left, String team, String role, List<String> below) {

        Person {
            below = List.copyOf(below);
        }

        static final Person UNKNOWN = new Person(LocalDate.EPOCH, Optional.empty(), "", "", List.of());
    }

    /** Names a credit among those of one participant. */
    record CreditKey(EventKey event, CreditRole role) {

        static CreditKey of(Credit credit) {
            return new CreditKey(credit.event(), credit.role());
        }
    }

    record Before(PlanId plan, String component, Optional<CreditKey> credit, long minor) {

        static final Comparator<Before> BY_NAME = Comparator.comparing(Before::plan)
                .thenComparing(Before::component)
                .thenComparing(before -> before.credit().map(credit -> credit.event().source()).orElse(""))
                .thenComparing(before -> before.credit().map(credit -> credit.event().externalId()).orElse(""))
                .thenComparing(before -> before.credit().map(credit -> credit.role().name()).orElse(""));
    }

    FrozenInputs {
        segments = List.copyOf(segments);
        figures = List.copyOf(figures);
        targets = List.copyOf(targets);
        before = List.copyOf(before);
        customers = new TreeMap<>(customers);
    }

    FrozenInputs(List<Segment> segments, List<Figures> figures, List<Target> targets, Person person,
            List<Before> before) {
        this(segments, figures, targets, person, before, new TreeMap<>());
    }

    /** Someone who is in no plan. */
    static FrozenInputs none(Person person) {
        return new FrozenInputs(List.of(), List.of(), List.of(), person, List.of());
    }

    FrozenInputs with(List<Before> earlier) {
        return new FrozenInputs(segments, figures, targets, person, earlier, customers);
    }

    FrozenInputs withCustomers(Map<String, LocalDate> since) {
        return new FrozenInputs(segments, figures, targets, person, before, new TreeMap<>(since));
    }

    boolean covers(LocalDate day) {
        for (Segment segment : segments) {
            if (segment.days().contains(day)) {
                return true;
            }
        }
        return false;
    }

    /** The first day of the longest window; the day itself where none is longer. */
    LocalDate since(LocalDate day) {
        LocalDate since = day;
        for (Figures own : figures) {
            since = own.since().isBefore(since) ? own.since() : since;
        }
        return since;
    }

    /** Equal inputs are equal texts. */
    String toJson() {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode written = root.putArray("segments");
        segments.forEach(segment -> written.addObject().put("plan", segment.version().plan().value())
                .put("version", segment.version().number()).put("sha256", segment.digest().hex())
                .put("from", segment.days().from().toString()).put("to", segment.days().to().toString()));
        ArrayNode ownFigures = root.putArray("figures");
        figures.forEach(own -> ownFigures.addObject().put("plan", own.plan().value())
                .put("component", own.component()).put("quota", own.quota()).put("target", own.target())
                .put("since", own.since().toString()));
        ArrayNode ownTargets = root.putArray("targets");
        targets.forEach(target -> ownTargets.addObject().put("plan", target.plan().value())
                .put("minor", target.minor()));
        ObjectNode who = root.putObject("person").put("joined", person.joined().toString());
        person.left().ifPresent(day -> who.put("left", day.toString()));
        who.put("team", person.team()).put("role", person.role());
        ArrayNode below = who.putArray("below");
        person.below().forEach(below::add);
        ArrayNode earlier = root.putArray("before");
        before.forEach(one -> {
            ObjectNode node = earlier.addObject().put("plan", one.plan().value()).put("component", one.component())
                    .put("minor", one.minor());
            one.credit().ifPresent(credit -> node.put("source", credit.event().source())
                    .put("id", credit.event().externalId()).put("role", credit.role().name()));
        });
        if (!customers.isEmpty()) {
            ObjectNode since = root.putObject("customers");
            customers.forEach((account, day) -> since.put(account, day.toString()));
        }
        return root.toString();
    }

    static FrozenInputs fromJson(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        List<Segment> segments = new ArrayList<>();
        root.get("segments").forEach(segment -> segments
                .add(new Segment(PlanVersionId.of(segment.get("plan").textValue(), segment.get("version").intValue()),
                        Sha256.fromHex(segment.get("sha256").textValue()),
                        new DateRange(day(segment, "from"), day(segment, "to")))));
        List<Figures> figures = new ArrayList<>();
        root.get("figures").forEach(own -> figures.add(new Figures(new PlanId(own.get("plan").textValue()),
                own.get("component").textValue(), own.get("quota").longValue(), own.get("target").longValue(),
                day(own, "since"))));
        List<Target> targets = new ArrayList<>();
        root.get("targets").forEach(target -> targets
                .add(new Target(new PlanId(target.get("plan").textValue()), target.get("minor").longValue())));
        List<Before> before = new ArrayList<>();
        root.get("before").forEach(one -> before.add(new Before(new PlanId(one.get("plan").textValue()),
                one.get("component").textValue(),
                one.has("source")
                        ? Optional.of(new CreditKey(
                                new EventKey(one.get("source").textValue(), one.get("id").textValue()),
                                CreditRole.valueOf(one.get("role").textValue())))
                        : Optional.empty(),
                one.get("minor").longValue())));
        TreeMap<String, LocalDate> customers = new TreeMap<>();
        root.path("customers").properties()
                .forEach(one -> customers.put(one.getKey(), LocalDate.parse(one.getValue().textValue())));
        return new FrozenInputs(segments, figures, targets, person(root.get("person")), before, customers);
    }

    private static Person person(JsonNode node) {
        List<String> below = new ArrayList<>();
        node.get("below").forEach(id -> below.add(id.textValue()));
        return new Person(day(node, "joined"),
                node.has("left") ? Optional.of(day(node, "left")) : Optional.empty(),
                node.get("team").textValue(), node.get("role").textValue(), below);
    }

    private static LocalDate day(JsonNode node, String field) {
        return LocalDate.parse(node.get(field).textValue());
    }
}
