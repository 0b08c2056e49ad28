package io.attain.sales.internal;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.identity.UserId;
import io.attain.participant.Participants;
import io.attain.participant.PersonFacts;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowTarget;
import io.attain.sales.SourceRow;

/** People with their sign-in and what payroll needs. A manager must stand above his reports in the file. */
@Component
class PeopleRows implements RowTarget {

    private final Participants participants;

    PeopleRows(Participants participants) {
        this.participants = participants;
    }

    @Override
    public FileKind kind() {
        return FileKind.PEOPLE;
    }

    @Override
    public RowOutcome apply(ImportBatchId batch, String source, List<SourceRow> unit) {
        RowCheck row = new RowCheck(unit.getFirst().number(), unit.getFirst().fields());
        String name = row.required("name");
        if (!name.isEmpty() && name.chars().noneMatch(c -> c < 128 && Character.isLetterOrDigit(c))) {
            row.reject("name", "The name holds no letter of the Latin alphabet.", "Add a Latin spelling.");
        }
        if (name.length() > 60) {
            row.reject("name", "The name is longer than 60 characters.", "Shorten it.");
        }
        String number = row.required("employee_number");
        String entity = row.required("legal_entity");
        String centre = row.required("cost_centre");
        String title = row.required("title");
        Optional<Currency> currency = currency(row);
        Optional<LocalDate> from = row.requiredDate("from");
        Optional<LocalDate> to = row.date("to");
        Optional<String> manager = row.optional("manager");
        manager.filter(above -> participants.byName(above).isEmpty()).ifPresent(above -> row.reject("manager",
                "Nobody of this name is known.", "Let the manager stand above in the file, or import him first."));
        if (row.isRejected()) {
            return RowTargets.rejected(row);
        }
        return RowTargets.outcome(
                participants
                        .record(new PersonFacts(name, row.optional("user_id").map(UserId::new), number, entity, centre,
                                currency.orElseThrow(), title, manager, from.orElseThrow(), to)),
                row, name);
    }

    private static Optional<Currency> currency(RowCheck row) {
        String code = row.required("currency");
        Optional<Currency> currency = Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(code) && known.getDefaultFractionDigits() >= 0)
                .findFirst();
        if (currency.isEmpty() && !code.isEmpty()) {
            row.reject("currency", "This is not a currency.", "Use a code of ISO 4217, such as USD.");
        }
        return currency;
    }
}
