package io.attain.calculation.engine;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one participant brings to the calculation of one period.
 *
 * @param id             orders the payees of a group where nothing else does
 * @param team           with whom ranks and pools by team put them; empty for none
 * @param role           the same by role
 * @param joined         the first day of employment; long ago where left out
 * @param left           the first day after employment; still here where left out
 * @param below          the ids of everyone below in the reporting line: what they earn on the same event is taken from the
 *                       measure {@code amount-less-commission-below}
 * @param participations one per plan, in the order in which lines come
 * @param before         what earlier periods earned already
 * @param readings       of key figures, by day
 */
public record Payee(String id, String team, String role, Optional<LocalDate> joined, Optional<LocalDate> left,
        Set<String> below, CreditColumns credits, List<Participation> participations, EarnedBefore before,
        List<Reading> readings) {

    public Payee {
        below = Set.copyOf(below);
        participations = List.copyOf(participations);
        readings = List.copyOf(readings);
    }

    /** Someone of whom nothing matters but the credits. */
    public static Payee of(String id, CreditColumns credits, List<Participation> participations) {
        return new Payee(id, "", "", Optional.empty(), Optional.empty(), Set.of(), credits, participations,
                EarnedBefore.nothing(), List.of());
    }

    /** Calendar months begun since joining, the month of joining being the first; none for who was always there. */
    Optional<Long> tenure(LocalDate asOf) {
        return joined.map(day -> ChronoUnit.MONTHS.between(YearMonth.from(day), YearMonth.from(asOf)) + 1);
    }
}
