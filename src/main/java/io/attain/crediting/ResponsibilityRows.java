package io.attain.crediting;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.crediting.rule.Responsibility;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowTarget;
import io.attain.sales.SourceRow;
import io.attain.shared.DateRange;

/** Who stands for what since when. */
@Component
class ResponsibilityRows implements RowTarget {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private final Owners owners;
    private final Participants participants;

    ResponsibilityRows(Owners owners, Participants participants) {
        this.owners = owners;
        this.participants = participants;
    }

    @Override
    public FileKind kind() {
        return FileKind.RESPONSIBILITIES;
    }

    @Override
    public RowOutcome apply(ImportBatchId batch, String source, List<SourceRow> unit) {
        RowFields row = new RowFields(unit.getFirst());
        String word = row.required("kind");
        Optional<Responsibility.Kind> kind = Arrays.stream(Responsibility.Kind.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word)).findFirst();
        if (kind.isEmpty() && !word.isEmpty()) {
            row.reject("kind", "Nobody can be responsible for this.",
                    "Use account, territory, product, partner or channel.");
        }
        String subject = row.required("subject");
        Optional<ParticipantId> participant = row.person("participant", participants);
        Optional<BigDecimal> percent = unit.getFirst().field("percent").isEmpty()
                ? Optional.of(WHOLE)
                : row.positive("percent", WHOLE);
        if (kind.filter(known -> known != Responsibility.Kind.PRODUCT).isPresent()
                && percent.filter(part -> part.compareTo(WHOLE) != 0).isPresent()) {
            row.reject("percent", "Only the specialists of a product have a percentage.", "Leave it out.");
        }
        Optional<DateRange> days = row.days();
        if (row.isRejected()) {
            return row.rejected();
        }
        return owners.put(new Responsibility(kind.orElseThrow(), subject, participant.orElseThrow(),
                percent.orElseThrow().setScale(6), days.orElseThrow()))
                        ? new RowOutcome.Added(List.of())
                        : new RowOutcome.Unchanged(List.of());
    }
}
