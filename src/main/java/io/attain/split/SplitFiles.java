package io.attain.split;

import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.attachment.CaseFiles;
import io.attain.identity.User;

/** Files of a split request: its sharers and its decider add them while it is open; everyone who sees it reads them. */
@Component
class SplitFiles implements CaseFiles {

    private final SplitRequestRows rows;
    private final SplitSight sight;
    private final SplitLog log;

    SplitFiles(SplitRequestRows rows, SplitSight sight, SplitLog log) {
        this.rows = rows;
        this.sight = sight;
        this.log = log;
    }

    @Override
    public String caseType() {
        return SplitRequest.CASE;
    }

    @Override
    public boolean exists(String caseId) {
        return find(caseId).isPresent();
    }

    @Override
    public boolean maySee(String caseId, User user) {
        return find(caseId).filter(request -> sight.maySee(request, user)).isPresent();
    }

    @Override
    public boolean mayAttach(String caseId, User user) {
        return find(caseId).filter(request -> request.state().isOpen()
                && (request.partyUsers().contains(user.id()) || sight.mayDecide(request, user))).isPresent();
    }

    @Override
    public void attached(String caseId, String name) {
        log.say(new SplitRequestId(Long.parseLong(caseId)), "Attaches " + name + ".");
    }

    private Optional<SplitRequest> find(String caseId) {
        return caseId.matches("\\d{1,18}") ? rows.find(new SplitRequestId(Long.parseLong(caseId))) : Optional.empty();
    }
}
