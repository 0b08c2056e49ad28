package io.attain.crediting;

import java.time.LocalDate;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.crediting.rule.Responsibilities;
import io.attain.crediting.rule.Responsibility;
import io.attain.participant.ParticipantId;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;

/** Who stands for accounts, territories, products, partners and channels, and where accounts lie; all dated. */
@Service
public class Owners {

    private final JdbcClient jdbc;

    Owners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Everything there ever was. */
    public Responsibilities all() {
        return new Responsibilities(responsibilities(), territories());
    }

    List<Responsibility> responsibilities() {
        return jdbc.sql("""
				select kind, subject, participant_id, percent, valid_from, valid_to from crediting.responsibility
				 order by kind, subject collate "C", participant_id collate "C", valid_from
				""").query((row, number) -> new Responsibility(Responsibility.Kind.valueOf(row.getString("kind")),
                row.getString("subject"), new ParticipantId(row.getString("participant_id")),
                row.getBigDecimal("percent"), new DateRange(row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class))))
                .list();
    }

    List<Responsibilities.Located> territories() {
        return jdbc.sql("""
				select account, territory, valid_from, valid_to from crediting.account_territory
				 order by account collate "C", valid_from
				""").query((row, number) -> new Responsibilities.Located(row.getString("account"),
                row.getString("territory"), new DateRange(row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class))))
                .list();
    }

    /**
     * Records who stands for something. Whoever did before, does until then.
     *
     * @return whether anything is new
     * @throws Refused when something is known of later days
     */
    @Transactional
    public boolean put(Responsibility responsibility) {
        if (responsibilities().contains(responsibility)) {
            return false;
        }
        DateRange days = responsibility.days();
        String same = "kind = :kind and subject = :subject and (kind <> 'PRODUCT' or participant_id = :participant)";
        JdbcClient.StatementSpec later = jdbc
                .sql("select count(*) from crediting.responsibility where " + same
                        + " and valid_to > :from and valid_from >= :from");
        if (named(later, responsibility).param("from", days.from()).query(Long.class).single() > 0) {
            throw later(responsibility.subject(), days);
        }
        named(jdbc.sql("update crediting.responsibility set valid_to = :from where " + same
                + " and valid_from < :from and valid_to > :from"), responsibility).param("from", days.from()).update();
        named(jdbc.sql("""
				insert into crediting.responsibility (kind, subject, participant_id, percent, valid_from, valid_to)
				values (:kind, :subject, :participant, :percent, :from, :to)
				"""), responsibility).param("percent", responsibility.percent()).param("from", days.from())
                .param("to", days.to()).update();
        return true;
    }

    /**
     * Records where an account lies. Wherever it lay before, it does until then.
     *
     * @return whether anything is new
     * @throws Refused when something is known of later days
     */
    @Transactional
    public boolean put(Responsibilities.Located located) {
        if (territories().contains(located)) {
            return false;
        }
        if (jdbc.sql("""
				select count(*) from crediting.account_territory
				 where account = :account and valid_to > :from and valid_from >= :from
				""").param("account", located.account()).param("from", located.days().from()).query(Long.class)
                .single() > 0) {
            throw later(located.account(), located.days());
        }
        jdbc.sql("""
				update crediting.account_territory set valid_to = :from
				 where account = :account and valid_from < :from and valid_to > :from
				""").param("account", located.account()).param("from", located.days().from()).update();
        jdbc.sql("""
				insert into crediting.account_territory (account, territory, valid_from, valid_to)
				values (:account, :territory, :from, :to)
				""").param("account", located.account()).param("territory", located.territory())
                .param("from", located.days().from()).param("to", located.days().to()).update();
        return true;
    }

    private static JdbcClient.StatementSpec named(JdbcClient.StatementSpec statement, Responsibility responsibility) {
        return statement.param("kind", responsibility.kind().name()).param("subject", responsibility.subject())
                .param("participant", responsibility.participant().value());
    }

    private static Refused later(String subject, DateRange days) {
        return new Refused("owner-later", "Something is known of “" + subject + "” on or after " + days.from()
                + " already; begin on a later day.");
    }
}
