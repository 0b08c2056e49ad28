package io.attain.web;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.attain.workflow.history.Diagram;
import io.attain.workflow.history.Picture;

/**
 * A process picture as the page's script island takes it: element ids as JSON lists.
 *
 * @param steps what happened, in order; only what people and the reader of a picture care about
 */
record DrawnPicture(String title, String xml, String active, String completed, String flows, List<Happened> steps,
        List<String> incidents, @Nullable Instant started, @Nullable Instant ended) {

    record Happened(String name, @Nullable String who, @Nullable String outcome, @Nullable String reason,
            Instant started, @Nullable Instant ended) {}

    static DrawnPicture of(Picture picture) {
        return new DrawnPicture(picture.processName(), picture.xml(), list(picture.active()),
                list(picture.completed()), list(picture.flows()),
                picture.steps().stream().filter(step -> !step.name().isBlank()).map(DrawnPicture::happened).toList(),
                picture.incidents(), picture.started(), picture.ended().orElse(null));
    }

    static DrawnPicture of(Diagram diagram) {
        return new DrawnPicture(diagram.name(), diagram.xml(), list(Set.of()), list(Set.of()), list(Set.of()),
                List.of(), List.of(), null, null);
    }

    private static Happened happened(Picture.Step step) {
        return new Happened(step.name(), step.who().orElse(null), step.outcome().orElse(null),
                step.reason().orElse(null), step.started(), step.ended().orElse(null));
    }

    /** Element ids are XML names, so that quotes around them are all the escaping they need. */
    private static String list(Collection<String> ids) {
        return ids.stream().sorted().map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
