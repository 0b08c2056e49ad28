package io.attain.dispute;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.shared.Page;
import io.attain.shared.Refused;

/** The queue of whoever works through disputes: what waits, how old it is, and who is to decide it. */
@Service
public class Desk {

    private final DisputeQueue queue;
    private final Assigning assigning;

    Desk(DisputeQueue queue, Assigning assigning) {
        this.queue = queue;
        this.assigning = assigning;
    }

    /**
     * Disputes that the current user may see, the most urgent first.
     *
     * @param page counted from 0
     * @param size of a page, 1 to 200
     */
    @Transactional(readOnly = true)
    public Page<QueuedDispute> queue(DisputeFilter filter, int page, int size) {
        return queue.page(filter, page, size);
    }

    /** How old the open disputes are that the current user may see. */
    @Transactional(readOnly = true)
    public Ageing ageing(DisputeFilter filter) {
        return queue.ageing(filter);
    }

    /**
     * Hands the decision to another who may take it, and who then decides alone; the clock runs on. For compensation and
     * for who decides now, as far as they are no party; not for who only stands in.
     *
     * @param to a superior of all parties whom nothing keeps from deciding; the finance director where it is empty
     * @throws Refused {@code dispute-not-entitled}, {@code dispute-assigned-already}, {@code dispute-moved-on}
     */
    @Transactional
    public Dispute assign(DisputeId id, Optional<ParticipantId> to, String reason) {
        return assigning.assign(id, to, reason);
    }

    /** To whom the current user may hand it, besides the finance director; the nearest superior first. */
    @Transactional
    public List<Participant> entitled(DisputeId id) {
        return assigning.entitled(id);
    }

    /** Whether the current user may hand the decision to another. */
    @Transactional(readOnly = true)
    public boolean mayAssign(Dispute dispute) {
        return assigning.may(dispute);
    }

    /** Everyone who leads somebody and can sign in, by name: to whom several disputes could go at once. */
    @Transactional(readOnly = true)
    public List<Participant> leaders() {
        return assigning.leaders();
    }
}
