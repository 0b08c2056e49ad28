package io.attain.demo;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of Attain's work a moment belongs to, told by the calls that led to it. */
enum Phase {

    IMPORT(Set.of("sales.Imports")),
    /** From the start to the last signature, by people and by the engine. */
    CLOSE(Set.of("workflow.close.PeriodClose.start", "workflow.inbox.Inbox.complete", "workflow.close.FreezeDelegate",
            "workflow.close.CalculateChunkDelegate", "workflow.close.ReconcileDelegate")),
    /** Locking, publishing, paying, evidence. */
    RELEASE(Set.of("workflow.close.LockPeriodDelegate", "workflow.close.ReleasePayoutDelegate",
            "workflow.close.WriteEvidenceDelegate")), EXPORT(Set.of("payout.PayoutExports.write"));

    private final Set<String> entrances;

    Phase(Set<String> entrances) {
        this.entrances = entrances;
    }

    /**
     * None for what only looks, such as the polling of the demo.
     *
     * @param calls methods of Attain on the stack, as {@code sales.Imports.upload}
     */
    static Optional<Phase> of(List<String> calls) {
        for (Phase phase : values()) {
            for (String call : calls) {
                if (phase.entrances.stream().anyMatch(entrance -> call.equals(entrance)
                        || call.startsWith(entrance + "."))) {
                    return Optional.of(phase);
                }
            }
        }
        return Optional.empty();
    }
}
