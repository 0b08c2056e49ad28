package io.attain.calculation.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.attain.plan.language.Component;
import io.attain.plan.language.Pool;
import io.attain.plan.language.RankPrizes;

/**
 * Someone's time in one plan, from the start of its longest window to the end of the period: the versions that were in
 * force, one after the other, and the figures that pay depends on. A component keeps its measure from one version to the
 * next by its id.
 */
public final class Participation {

    /** The days on which one version counts, as epoch days, half open. */
    public record Segment(CompiledPlan plan, int fromDay, int toDay) {}

    /**
     * What someone is to reach and to get in one component, over its window; rounded half-up once.
     *
     * @param quota  in minor units, or millionths where the measure is no money; 0 for none
     * @param target target pay in minor units; 0 for none
     * @param since  the first day of the window as an epoch day; at latest that of the period
     */
    public record Figures(long quota, long target, int since) {

        static final Figures NONE = new Figures(0, 0, Integer.MAX_VALUE);
    }

    /**
     * One component over all versions; null where a version lacks it.
     *
     * @param earningsOf the components whose earnings it looks at, in any version
     */
    record Track(String id, Figures figures, @Nullable CompiledComponent[] bySegment, Set<String> earningsOf) {

        long quota() {
            return figures.quota();
        }

        boolean hasQuota() {
            return figures.quota() > 0;
        }

        /** With what any version of it looks at gathered once: it is asked for in every calculation. */
        static Track of(String id, Figures figures, @Nullable CompiledComponent[] bySegment) {
            Set<String> needed = new LinkedHashSet<>();
            for (CompiledComponent component : bySegment) {
                if (component != null) {
                    needed.addAll(component.earningsOf);
                }
            }
            return new Track(id, figures, bySegment, needed);
        }

        /** Whether any version pays it by what others in the group come to. */
        boolean isContest() {
            for (CompiledComponent component : bySegment) {
                if (component != null && (component.definition.pay() instanceof RankPrizes
                        || component.definition.pay() instanceof Pool)) {
                    return true;
                }
            }
            return false;
        }

        /** As the last version that knows the component has it. */
        CompiledComponent last() {
            CompiledComponent last = null;
            for (CompiledComponent component : bySegment) {
                last = component == null ? last : component;
            }
            if (last == null) {
                throw new IllegalStateException("no version has component " + id);
            }
            return last;
        }
    }

    private final String plan;
    private final List<Segment> segments;
    private final List<Track> tracks;
    private final int[] order;
    private final Optional<String> obstacle;
    private final long target;

    /**
     * @param segments in order of time, without overlap; at least one
     * @param figures  by component id; a component missing here has none
     * @param target   the participant's target variable pay over the days of the period in the plan, in minor units; 0 for
     *                 none
     */
    public static Participation of(List<Segment> segments, Map<String, Figures> figures, long target) {
        return new Participation(segments, figures, target);
    }

    /**
     * One in which no window reaches back before the period.
     *
     * @param quotas in units of the measure by component id
     */
    public Participation(List<Segment> segments, Map<String, Long> quotas) {
        this(segments, withoutTargets(quotas), 0);
    }

    private Participation(List<Segment> segments, Map<String, Figures> figures, long target) {
        this.plan = segments.isEmpty() ? "" : segments.getFirst().plan().definition().id();
        this.segments = List.copyOf(segments);
        this.target = target;
        Map<String, @Nullable CompiledComponent[]> byId = new LinkedHashMap<>();
        for (int s = 0; s < segments.size(); s++) {
            for (CompiledComponent component : segments.get(s).plan().components()) {
                byId.computeIfAbsent(component.definition.id(),
                        id -> new CompiledComponent[segments.size()])[s] = component;
            }
        }
        this.tracks = new ArrayList<>();
        byId.forEach((id, bySegment) -> tracks.add(Track.of(id, figures.getOrDefault(id, Figures.NONE), bySegment)));
        List<String> ids = components();
        List<String> ordered = ids;
        Optional<String> crosswise = Optional.empty();
        try {
            ordered = Dependencies.order(needs());
        } catch (IllegalArgumentException circle) {
            crosswise = Optional.of("Over the versions of the plan \"%s\" together: %s".formatted(plan,
                    circle.getMessage()));
        }
        this.order = ordered.stream().mapToInt(ids::indexOf).toArray();
        this.obstacle = crosswise;
    }

    private SequencedMap<String, Set<String>> needs() {
        SequencedMap<String, Set<String>> needs = new LinkedHashMap<>();
        tracks.forEach(track -> needs.put(track.id(), track.earningsOf()));
        return needs;
    }

    private static Map<String, Figures> withoutTargets(Map<String, Long> quotas) {
        Map<String, Figures> figures = new HashMap<>();
        quotas.forEach((component, quota) -> figures.put(component, new Figures(quota, 0, Integer.MAX_VALUE)));
        return figures;
    }

    /** The id of the plan. */
    public String plan() {
        return plan;
    }

    public List<Segment> segments() {
        return segments;
    }

    /** The component ids, in the order in which lines come. */
    public List<String> components() {
        return tracks.stream().map(Track::id).toList();
    }

    /** The component as the version of a segment has it. */
    public Optional<Component> component(int component, int segment) {
        CompiledComponent compiled = tracks.get(component).bySegment()[segment];
        return Optional.ofNullable(compiled).map(present -> present.definition);
    }

    /** The quota of a component over its window, in units of its measure; 0 where it has none. */
    public long quota(int component) {
        return tracks.get(component).quota();
    }

    /** The participant's target variable pay of the period in minor units; 0 for none. */
    public long target() {
        return target;
    }

    List<Track> tracks() {
        return tracks;
    }

    /** Why nothing can be paid: each version has an order, but all together have none. */
    Optional<String> obstacle() {
        return obstacle;
    }

    /** Indices into the tracks: a component comes after those whose earnings it looks at. */
    int[] order() {
        return order;
    }
}
