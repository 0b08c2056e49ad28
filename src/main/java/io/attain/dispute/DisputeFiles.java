package io.attain.dispute;

import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.attachment.CaseFiles;
import io.attain.identity.User;

/** Files of a dispute: its parties and its decider add them while it is open; everyone who sees it reads them. */
@Component
class DisputeFiles implements CaseFiles {

    private final DisputeRows rows;
    private final Sight sight;
    private final DisputeLog log;

    DisputeFiles(DisputeRows rows, Sight sight, DisputeLog log) {
        this.rows = rows;
        this.sight = sight;
        this.log = log;
    }

    @Override
    public String caseType() {
        return "dispute";
    }

    @Override
    public boolean exists(String caseId) {
        return find(caseId).isPresent();
    }

    @Override
    public boolean maySee(String caseId, User user) {
        return find(caseId).filter(dispute -> sight.maySee(dispute, user)).isPresent();
    }

    @Override
    public boolean mayAttach(String caseId, User user) {
        return find(caseId).filter(dispute -> dispute.state().isOpen()
                && (dispute.partyUsers().contains(user.id()) || sight.mayDecide(dispute, user))).isPresent();
    }

    @Override
    public void attached(String caseId, String name) {
        log.say(new DisputeId(Long.parseLong(caseId)), "Attaches " + name + ".");
    }

    private Optional<Dispute> find(String caseId) {
        return caseId.matches("\\d{1,18}") ? rows.find(new DisputeId(Long.parseLong(caseId))) : Optional.empty();
    }
}
