package io.attain.workflow.history;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;

/** Diagrams of processes, with or without the path a case took. Says nothing about amounts; pages check who may look. */
@Component
public class ProcessPictures {

    /** The latest process of the case, called processes included with {@link #all}. */
    public Optional<Picture> picture(CaseRef subject) {
        return all(subject).stream().findFirst();
    }

    /** Every process the case went through, the latest first. */
    public List<Picture> all(CaseRef subject) {
        return List.of();
    }

    /** Every deployed process. */
    public List<Diagram> diagrams() {
        return List.of();
    }

    /** One deployed process by its id. */
    public Optional<Diagram> diagram(String processKey) {
        return diagrams().stream().filter(diagram -> diagram.key().equals(processKey)).findFirst();
    }
}
