package io.attain.crediting.rule;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attain.crediting.Credit;
import io.attain.participant.ParticipantId;
import io.attain.plan.language.Conversion;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.sales.SalesEvent;
import io.attain.sales.Touch;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/** Sales and their surroundings in a line each. */
final class Sales implements Surroundings {

    static final Currency USD = Currency.getInstance("USD");
    static final Currency EUR = Currency.getInstance("EUR");
    static final Currency JPY = Currency.getInstance("JPY");
    static final LocalDate MARCH = LocalDate.of(2017, 3, 5);
    static final DateRange Q1 = DateRange.of(LocalDate.of(2017, 1, 1), LocalDate.of(2017, 4, 1));
    static final DateRange ALWAYS = DateRange.since(LocalDate.of(2000, 1, 1));

    final List<Responsibility> responsibilities = new ArrayList<>();
    final List<Responsibilities.Located> territories = new ArrayList<>();
    final List<ReportingTree.Line> lines = new ArrayList<>();
    final List<ExchangeRates.Listed> listed = new ArrayList<>();
    final Map<EventKey, List<AgreedSplit>> splits = new HashMap<>();
    final Map<EventKey, List<Credit>> known = new HashMap<>();
    final Map<ParticipantId, PayTerms> terms = new HashMap<>();
    final Map<ParticipantId, LocalDate> leaving = new HashMap<>();

    static ParticipantId who(String name) {
        return new ParticipantId(name);
    }

    static Part part(String name, String weight) {
        return new Part(who(name), new BigDecimal(weight));
    }

    static SalesEvent booking(String id, Money amount) {
        return SalesEvent.booking(new EventKey("crm", id), 1, MARCH, who("ann"), Optional.of("Cancity"), "GTX Pro",
                amount);
    }

    static SalesEvent booking(String id, String usd) {
        return booking(id, Money.of(usd, USD));
    }

    static SalesEvent touched(SalesEvent event, Touch... touches) {
        return new SalesEvent(event.key(), event.revision(), event.kind(), event.eventDate(), Optional.empty(),
                event.account(), event.product(), event.amount(), event.margin(), event.quantity(), event.attributes(),
                event.refersTo(), List.of(touches));
    }

    static SalesEvent with(SalesEvent event, Map<String, String> attributes) {
        return new SalesEvent(event.key(), event.revision(), event.kind(), event.eventDate(), Optional.empty(),
                event.account(), event.product(), event.amount(), event.margin(), event.quantity(), attributes,
                event.refersTo(), event.touches());
    }

    static SalesEvent referring(EventKind kind, String id, SalesEvent original, Money amount, LocalDate date) {
        return new SalesEvent(new EventKey("crm", id), 1, kind, date, Optional.empty(), Optional.empty(), "", amount,
                Optional.empty(), 0, Map.of(), Optional.of(original.key()), List.of());
    }

    static Touch touch(String channel, String name, int day) {
        return new Touch(channel, Optional.of(name).filter(text -> !text.isEmpty()).map(Sales::who),
                LocalDate.of(2017, 2, day));
    }

    Sales reports(String name, String manager) {
        lines.add(new ReportingTree.Line(who(name), who(manager), ALWAYS));
        return this;
    }

    Sales stands(Responsibility.Kind kind, String subject, String name, String percent, DateRange days) {
        responsibilities.add(new Responsibility(kind, subject, who(name), new BigDecimal(percent), days));
        return this;
    }

    Sales splits(SalesEvent event, boolean overlay, Part... parts) {
        splits.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(new AgreedSplit(1, overlay, List.of(parts)));
        return this;
    }

    Sales lists(Currency from, Currency to, LocalDate date, String rate) {
        listed.add(new ExchangeRates.Listed(from, to, date, new BigDecimal(rate)));
        return this;
    }

    Sales paysIn(String name, Currency currency, Conversion conversion) {
        terms.put(who(name), new PayTerms(currency, conversion, Q1));
        return this;
    }

    /** From this day on no plan pays this person. */
    Sales leaves(String participant, LocalDate day) {
        leaving.put(who(participant), day);
        return this;
    }

    List<Credit> credited(CreditRules rules, SalesEvent event) {
        List<Credit> credits = new Crediting(rules, where -> sale -> sale.product().equals(where), this)
                .credits(event);
        known.put(event.key(), credits);
        return credits;
    }

    List<Credit> credited(SalesEvent event) {
        return credited(CreditRules.STANDARD, event);
    }

    @Override
    public Responsibilities responsibilities() {
        return new Responsibilities(responsibilities, territories);
    }

    @Override
    public ReportingTree reportingTree() {
        return new ReportingTree(lines);
    }

    @Override
    public ExchangeRates rates() {
        return new ExchangeRates(listed);
    }

    @Override
    public List<AgreedSplit> splits(EventKey event) {
        return splits.getOrDefault(event, List.of());
    }

    @Override
    public Optional<PayTerms> payTerms(ParticipantId participant, LocalDate day) {
        return Optional.ofNullable(terms.get(participant))
                .filter(pay -> day.isBefore(leaving.getOrDefault(participant, LocalDate.MAX)));
    }

    @Override
    public boolean countsRollup(ParticipantId manager, LocalDate day) {
        return true;
    }

    @Override
    public List<Credit> credits(EventKey original) {
        return known.getOrDefault(original, List.of());
    }
}
