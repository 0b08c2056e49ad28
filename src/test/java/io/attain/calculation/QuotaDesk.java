package io.attain.calculation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.fixtures.People;
import io.attain.identity.ActingUser;
import io.attain.identity.User;
import io.attain.sales.CsvFiles;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;

/** Quotas by file, and the second name where they need one, through the inbox. */
@Component
class QuotaDesk {

    static final String TASK = "userTask_approveQuotaCorrection";

    private static final String HEADER = "participant,measure,from,to,amount\n";

    private final ActingUser acting;
    private final Imports imports;
    private final Inbox inbox;

    QuotaDesk(ActingUser acting, Imports imports, Inbox inbox) {
        this.acting = acting;
        this.imports = imports;
        this.inbox = inbox;
    }

    static String row(String who, int quarter, String amount) {
        return "%s,amount,2017-%02d-01,%s,%s\n".formatted(who, quarter * 3 - 2,
                quarter == 4 ? "2018-01-01" : "2017-%02d-01".formatted(quarter * 3 + 1), amount);
    }

    /** Cora's import. */
    ImportReport upload(String... rows) {
        return acting.as(People.CORA, () -> CsvFiles.upload(imports, HEADER + String.join("", rows)));
    }

    List<TaskView> tasks(User user) {
        return acting.as(user, () -> inbox.tasks().stream().filter(task -> task.key().equals(TASK)).toList());
    }

    Optional<TaskView> task(User user) {
        return tasks(user).stream().findFirst().map(task -> acting.as(user, () -> inbox.get(task.id())));
    }

    void decide(User user, Map<String, String> form) {
        decide(user, task(user).orElseThrow().id(), form);
    }

    void decide(User user, String task, Map<String, String> form) {
        acting.as(user, () -> inbox.complete(task, form));
    }

    /** Cora's import, approved by Colin where it has to be. */
    void set(String who, int quarter, String amount) {
        upload(row(who, quarter, amount));
        if (task(People.COLIN).isPresent()) {
            decide(People.COLIN, Map.of("decision", "approve"));
        }
    }
}
