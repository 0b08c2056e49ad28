package io.attain.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import io.attain.calculation.ComponentResult;
import io.attain.calculation.ParticipantResult;
import io.attain.calculation.Preview;
import io.attain.calculation.Runs;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.shared.Money;
import io.attain.statement.StatementTotals;
import io.attain.statement.Statements;

/** A manager's reporting line in the open period, beside the period before. */
@Controller
class TeamPage {

    private final Participants participants;
    private final ReportingLines lines;
    private final Periods periods;
    private final Runs runs;
    private final Statements statements;
    private final Scope scope;

    TeamPage(Participants participants, ReportingLines lines, Periods periods, Runs runs, Statements statements,
            Scope scope) {
        this.participants = participants;
        this.lines = lines;
        this.periods = periods;
        this.runs = runs;
        this.statements = statements;
        this.scope = scope;
    }

    record Member(Participant participant, @Nullable String manager, @Nullable Money credited, @Nullable Money quota,
            @Nullable BigDecimal attainment, @Nullable Money earned, @Nullable Money before) {}

    @GetMapping("/team")
    @PreAuthorize(May.LEAD_A_TEAM)
    String team(Model model) {
        Optional<Participant> me = scope.me();
        if (me.isEmpty()) {
            return "statements/none";
        }
        Period open = periods.openPeriod();
        Set<ParticipantId> below = new LinkedHashSet<>(lines.everyoneBelow(me.get().id(), periods.businessDate()));
        Preview preview = runs.preview(open.id(), below);
        Optional<Period> previous = periods.before(open.id());
        Map<ParticipantId, Money> before = new HashMap<>();
        previous.ifPresent(period -> statements.totalsOf(period.id())
                .forEach((StatementTotals totals) -> before.put(totals.participant(), totals.earned())));
        List<Member> members = new ArrayList<>();
        for (ParticipantId id : below) {
            members.add(member(participants.get(id), preview.of(id), before.get(id), me.get().id()));
        }
        members.sort(Comparator.comparing((Member member) -> member.earned() == null)
                .thenComparing(member -> member.participant().name()));
        model.addAttribute("period", open);
        model.addAttribute("previous", previous.orElse(null));
        model.addAttribute("members", members);
        model.addAttribute("total",
                Figures.sums(members.stream().flatMap(one -> Optional.ofNullable(one.earned()).stream())));
        model.addAttribute("totalBefore",
                Figures.sums(members.stream().flatMap(one -> Optional.ofNullable(one.before()).stream())));
        return "team/team";
    }

    private Member member(Participant participant, Optional<ParticipantResult> result, @Nullable Money before,
            ParticipantId me) {
        Optional<ComponentResult> first = result.flatMap(found -> found.components().stream().findFirst());
        String manager = lines.managerOf(participant.id(), periods.businessDate()).filter(id -> !id.equals(me))
                .map(id -> participants.get(id).name()).orElse(null);
        return new Member(participant, manager, first.map(ComponentResult::measure).orElse(null),
                first.flatMap(ComponentResult::quota).orElse(null),
                first.flatMap(ComponentResult::attainment).orElse(null),
                result.map(ParticipantResult::total).orElse(null), before);
    }
}
