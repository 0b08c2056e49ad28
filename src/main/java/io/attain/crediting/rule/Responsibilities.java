package io.attain.crediting.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attain.participant.ParticipantId;
import io.attain.shared.DateRange;

/** Who stands for what as of a day, and in which territory an account lies. */
public final class Responsibilities {

    /** The days on which an account lies in a territory. */
    public record Located(String account, String territory, DateRange days) {}

    private record Subject(Responsibility.Kind kind, String name) {}

    private final Map<Subject, List<Responsibility>> bySubject = new HashMap<>();
    private final Map<String, List<Located>> byAccount = new HashMap<>();

    public Responsibilities(Collection<Responsibility> responsibilities, Collection<Located> territories) {
        responsibilities.forEach(one -> bySubject
                .computeIfAbsent(new Subject(one.kind(), one.subject()), subject -> new ArrayList<>()).add(one));
        bySubject.values().forEach(list -> list.sort(Comparator.comparing(Responsibility::participant)));
        territories.forEach(one -> byAccount.computeIfAbsent(one.account(), account -> new ArrayList<>()).add(one));
    }

    public static Responsibilities none() {
        return new Responsibilities(List.of(), List.of());
    }

    /** Whoever is responsible on that day, by participant. */
    public List<Part> of(Responsibility.Kind kind, String subject, LocalDate day) {
        return bySubject.getOrDefault(new Subject(kind, subject), List.of()).stream()
                .filter(one -> one.days().contains(day)).map(one -> new Part(one.participant(), one.percent()))
                .toList();
    }

    /** The one who is responsible on that day. */
    public Optional<ParticipantId> owner(Responsibility.Kind kind, String subject, LocalDate day) {
        return of(kind, subject, day).stream().map(Part::participant).findFirst();
    }

    public Optional<String> territoryOf(String account, LocalDate day) {
        return byAccount.getOrDefault(account, List.of()).stream().filter(one -> one.days().contains(day))
                .map(Located::territory).findFirst();
    }
}
