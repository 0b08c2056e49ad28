package io.attain.sales.internal;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;

import io.attain.participant.ParticipantId;
import io.attain.sales.DealStage;
import io.attain.shared.Money;

/** Judges one row of a deals file. */
final class DealCheck {

    private final Catalogue.Names names;
    private final Currency currency;

    DealCheck(Catalogue.Names names, Currency currency) {
        this.names = names;
        this.currency = currency;
    }

    /** The deal, or nothing when the row was rejected. */
    Optional<StagedSale> check(RowCheck row) {
        String id = row.required("opportunity_id");
        if (id.length() > 80) {
            row.reject("opportunity_id", "The id is longer than 80 characters.", "Correct the id.");
        }
        Optional<DealStage> stage = stage(row);
        Optional<ParticipantId> seller = seller(row);
        Optional<String> product = product(row);
        Optional<LocalDate> engaged = row.date("engage_date");
        Optional<LocalDate> closed = row.date("close_date");
        Optional<Money> value = row.amount("close_value", currency);
        if (engaged.isPresent() && closed.isPresent() && closed.get().isBefore(engaged.get())) {
            row.reject("close_date", "The deal closes before it begins on " + engaged.get() + ".",
                    "Correct one of the dates.");
        }
        stage.ifPresent(known -> agree(row, known));
        if (row.isRejected()) {
            return Optional.empty();
        }
        account(row, stage.orElseThrow());
        return Optional
                .of(new StagedSale(stage, seller, product.orElseThrow(), row.optional("account"), engaged, closed,
                        value, Optional.empty()));
    }

    private Optional<DealStage> stage(RowCheck row) {
        String label = row.required("deal_stage");
        Optional<DealStage> stage = DealStage.labelled(label);
        if (stage.isEmpty() && !label.isEmpty()) {
            row.reject("deal_stage", "This stage is not known.", "Use Prospecting, Engaging, Won or Lost.");
        }
        return stage;
    }

    private Optional<ParticipantId> seller(RowCheck row) {
        String name = row.required("sales_agent");
        Optional<ParticipantId> seller = Optional.ofNullable(names.people().get(name));
        if (seller.isEmpty() && !name.isEmpty()) {
            row.reject("sales_agent", "Nobody of this name is known.",
                    "Import the person with a people file, or correct the name; then replay the rejected rows.");
        }
        return seller;
    }

    private Optional<String> product(RowCheck row) {
        String name = row.required("product");
        Optional<String> product = Optional.ofNullable(names.products().get(name));
        if (product.isEmpty() && !name.isEmpty()) {
            row.reject("product", "The catalogue has no such product.",
                    names.productLike(name)
                            .map(like -> "If it is “" + like + "”, declare “" + name
                                    + "” another name for it; the row then comes in.")
                            .orElse("Declare it another name for a product, or import it with a products file and replay."));
        }
        return product;
    }

    private static void agree(RowCheck row, DealStage stage) {
        if (stage == DealStage.WON) {
            row.required("close_date");
            row.required("close_value");
            if (row.text("account").isEmpty()) {
                row.reject("account", "A won deal has no account.", "Fill in who bought.");
            }
        } else if (stage == DealStage.LOST) {
            row.required("close_date");
        } else if (!row.text("close_date").isEmpty()) {
            row.reject("close_date", "The deal is still open and yet has a close date.",
                    "Correct the stage, or leave the close date empty.");
        }
    }

    private void account(RowCheck row, DealStage stage) {
        String account = row.text("account");
        if (account.isEmpty()) {
            if (stage.isOpen()) {
                row.warn("account", "The open deal has no account.", "Name the account before the deal is won.");
            } else {
                row.warn("account", "The lost deal has no account.", "Nothing needs to be done.");
            }
        } else if (!names.accounts().contains(account)) {
            row.warn("account", "The account is not known.", "Import it with an accounts file, or correct the name.");
        }
        if (stage == DealStage.WON && row.number("close_value").filter(value -> value.signum() == 0).isPresent()) {
            row.warn("close_value", "The won deal is worth nothing.", "Check the value.");
        }
    }
}
