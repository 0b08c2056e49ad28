package io.attain.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.AuditTrail;
import io.attain.audit.CaseRef;
import io.attain.audit.Verdict;
import io.attain.identity.CurrentUser;
import io.attain.identity.UserId;
import io.attain.period.Period;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.plan.language.PlanChecks;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanReader;
import io.attain.plan.language.PlanWriter;
import io.attain.shared.DateRange;
import io.attain.shared.Finding;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/** Plan versions from draft to publication. */
@Service
public class Plans {

    /** The type of the case that approvals of a plan version are recorded under; its id is {@code field-sales/1}. */
    public static final String CASE_TYPE = "plan-version";

    private static final String SELECT = """
			select plan_id, number, state, round, source, source_sha256, authored_by, created_at, published_at
			  from plan.version
			""";

    private final JdbcClient jdbc;
    private final RateTables rateTables;
    private final PlanSurroundings surroundings;
    private final PlanPromises promises;
    private final PayCalendars calendars;
    private final Periods periods;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final ObjectProvider<PlanWorkflow> workflow;
    private final Clock clock;
    /** Definitions by digest: what was published is read once. */
    private final Map<Sha256, PlanDefinition> read = new ConcurrentHashMap<>();

    Plans(JdbcClient jdbc, RateTables rateTables, PlanSurroundings surroundings, PlanPromises promises,
            PayCalendars calendars, Periods periods, Approvals approvals,
            AuditTrail audit, CurrentUser currentUser, ObjectProvider<PlanWorkflow> workflow, Clock clock) {
        this.jdbc = jdbc;
        this.rateTables = rateTables;
        this.surroundings = surroundings;
        this.promises = promises;
        this.calendars = calendars;
        this.periods = periods;
        this.approvals = approvals;
        this.audit = audit;
        this.currentUser = currentUser;
        this.workflow = workflow;
        this.clock = clock;
    }

    /** The case that approvals of a version are recorded under. */
    public static CaseRef caseOf(PlanVersionId id) {
        return new CaseRef(CASE_TYPE, id.toString());
    }

    /**
     * Drafts the next version of the plan that the document names; the current user is its author.
     *
     * @throws Refused when the document cannot be read as a plan; what checks find does not stop a draft
     */
    @Transactional
    public PlanVersion draft(DraftPlan draft) {
        PlanDefinition definition = readable(draft.source());
        PlanId plan = new PlanId(definition.id());
        UserId author = currentUser.get().id();
        jdbc.sql("select pg_advisory_xact_lock(hashtext('attain.plan ' || :plan))").param("plan", plan.value())
                .query((row, number) -> true).list();
        int number = jdbc.sql("select coalesce(max(number), 0) + 1 from plan.version where plan_id = :plan")
                .param("plan", plan.value()).query(Integer.class).single();
        PlanVersionId id = new PlanVersionId(plan, number);
        String source = PlanWriter.canonical(definition);
        jdbc.sql("""
				insert into plan.version (plan_id, number, state, source, source_sha256, authored_by, created_at)
				values (:plan, :number, 'DRAFT', :source, :digest, :author, :now)
				""").param("plan", plan.value()).param("number", number).param("source", source)
                .param("digest", Sha256.of(source).bytes()).param("author", author.value()).param("now", now())
                .update();
        addAuthor(id, author);
        audit.record("plan.drafted", caseOf(id).toString(), Map.of("sha256", Sha256.of(source).hex()));
        return get(id);
    }

    /**
     * Replaces the document of a draft; the current user becomes one of its authors.
     *
     * @throws Refused when it is no draft, the document cannot be read, or names another plan
     */
    @Transactional
    public PlanVersion revise(PlanVersionId id, String source) {
        PlanDefinition definition = readable(source);
        if (!definition.id().equals(id.plan().value())) {
            throw new Refused("plan-other",
                    "The document is about the plan %s, not %s.".formatted(definition.id(), id.plan()));
        }
        PlanVersion version = hold(id);
        if (version.state() != PlanVersionState.DRAFT) {
            throw new Refused("plan-not-draft",
                    "Version %s is %s; only a draft can be revised.".formatted(id, inWords(version.state())));
        }
        String canonical = PlanWriter.canonical(definition);
        addAuthor(id, currentUser.get().id());
        jdbc.sql(
                "update plan.version set source = :source, source_sha256 = :digest where plan_id = :plan and number = :number")
                .param("source", canonical).param("digest", Sha256.of(canonical).bytes())
                .param("plan", id.plan().value())
                .param("number", id.number()).update();
        audit.record("plan.revised", caseOf(id).toString(), Map.of("sha256", Sha256.of(canonical).hex()));
        return get(id);
    }

    /** What the checks find in the version, errors first. */
    @Transactional(readOnly = true)
    public List<Finding> check(PlanVersionId id) {
        return check(get(id).definition(), List.of());
    }

    /** What the checks find in a document that need not be stored, errors first. */
    @Transactional(readOnly = true)
    public List<Finding> check(String source) {
        return switch (PlanReader.read(source, rateTables::find)) {
            case PlanReader.Readable readable -> check(readable.definition(), readable.findings());
            case PlanReader.Unreadable unreadable -> unreadable.findings();
        };
    }

    /** The examples of a version and what they come to; none while the checks find errors in what it says. */
    @Transactional(readOnly = true)
    public List<RunExample> examples(PlanVersionId id) {
        PlanDefinition definition = get(id).definition();
        return PlanChecks.of(definition).stream().anyMatch(Finding::isError)
                ? List.of()
                : promises.all(definition);
    }

    private List<Finding> check(PlanDefinition definition, List<Finding> before) {
        List<Finding> findings = new ArrayList<>(before);
        findings.addAll(PlanChecks.of(definition));
        findings.addAll(surroundings.check(definition));
        if (findings.stream().noneMatch(Finding::isError)) {
            findings.addAll(promises.check(definition));
        }
        findings.sort(Comparator.comparing(Finding::severity));
        return List.copyOf(findings);
    }

    /**
     * Hands a draft in for review: it becomes IN_REVIEW in the next round and its process starts or goes on.
     *
     * @throws Refused when checks find errors, or it is no draft
     */
    @Transactional
    public void submit(PlanVersionId id) {
        PlanVersion version = hold(id);
        if (version.state() != PlanVersionState.DRAFT) {
            throw new Refused("plan-not-draft",
                    "Version %s is %s; only a draft can be submitted.".formatted(id, inWords(version.state())));
        }
        List<Finding> errors = check(id).stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            throw new Refused("plan-has-errors", errors.stream()
                    .map(error -> (error.path().isEmpty() ? "" : error.path() + ": ") + error.sentence())
                    .collect(Collectors.joining(" ", "Version %s cannot be submitted. ".formatted(id), "")));
        }
        startReview(id);
        workflow.ifAvailable(process -> process.submitted(id));
    }

    /** DRAFT → IN_REVIEW, in the next round; repeated it changes nothing. For the process; people {@link #submit}. */
    @Transactional
    public void startReview(PlanVersionId id) {
        if (hold(id).state() == PlanVersionState.IN_REVIEW) {
            return;
        }
        move(id, PlanVersionState.IN_REVIEW, "plan.submitted", Map.of());
        jdbc.sql("""
				update plan.version set state = 'IN_REVIEW', round = round + 1, submitted_by = :user
				 where plan_id = :plan and number = :number
				""").param("user", currentUser.get().id().value()).param("plan", id.plan().value())
                .param("number", id.number()).update();
    }

    /** IN_REVIEW → DRAFT, with the reviewer's reason; repeated it changes nothing. */
    @Transactional
    public void returnForChanges(PlanVersionId id, String reason) {
        if (hold(id).state() == PlanVersionState.DRAFT) {
            return;
        }
        move(id, PlanVersionState.DRAFT, "plan.returned", Map.of("reason", reason));
        jdbc.sql("update plan.version set state = 'DRAFT' where plan_id = :plan and number = :number")
                .param("plan", id.plan().value()).param("number", id.number()).update();
    }

    /**
     * IN_REVIEW → PUBLISHED; repeated it changes nothing. Needs a recorded approval of this round and exactly this
     * content ({@link #caseOf}) by nobody who authored it. From the first day of the version on, the plan's earlier
     * version counts no more.
     *
     * @throws Refused when the approval is missing, or the version reaches into a closed period
     */
    @Transactional
    public void publish(PlanVersionId id) {
        PlanVersion version = hold(id);
        if (version.state() == PlanVersionState.PUBLISHED) {
            return;
        }
        Approval approval = approvalOf(version);
        refuseClosedPeriods(version.definition());
        calendars.refuseAnother(id.plan(), version.definition().calendar());
        move(id, PlanVersionState.PUBLISHED, "plan.published",
                Map.of("sha256", version.digest().hex(), "approvedBy", approval.decidedBy().value()));
        jdbc.sql("""
				update plan.version set state = 'PUBLISHED', approved_by = :approver, published_at = :now
				 where plan_id = :plan and number = :number
				""").param("approver", approval.decidedBy().value()).param("now", now())
                .param("plan", id.plan().value())
                .param("number", id.number()).update();
        takeOver(id, version.definition().effective());
    }

    private Approval approvalOf(PlanVersion version) {
        Set<UserId> authors = authorsOf(version.id());
        List<Approval> decisions = approvals.of(caseOf(version.id())).stream()
                .filter(decision -> decision.round() == version.round()).toList();
        if (decisions.stream().anyMatch(decision -> decision.verdict() == Verdict.REJECTED)) {
            throw new Refused("plan-rejected", "Version %s was rejected in this round.".formatted(version.id()));
        }
        return decisions.stream()
                .filter(decision -> decision.subjectDigest().equals(version.digest())
                        && Sha256.of(version.source()).equals(version.digest()))
                .filter(decision -> !authors.contains(decision.decidedBy())).findFirst()
                .orElseThrow(() -> new Refused("plan-not-approved",
                        "Nobody but its authors has approved version %s as it stands.".formatted(version.id())));
    }

    private void refuseClosedPeriods(PlanDefinition definition) {
        periods.all().stream().filter(period -> period.calendar().equals(definition.calendar()))
                .filter(period -> period.state() != PeriodState.OPEN && period.span().overlaps(definition.effective()))
                .max(Comparator.comparing(Period::span)).ifPresent(closed -> {
                    throw new Refused("plan-reaches-closed-period",
                            "The version would begin on %s, but %s is %s; let it begin on %s or later."
                                    .formatted(definition.effective().from(), closed.id(),
                                            closed.state().name().toLowerCase(Locale.ROOT), closed.span().to()));
                });
    }

    private void takeOver(PlanVersionId id, DateRange effective) {
        jdbc.sql(
                "select number from plan.in_force where plan_id = :plan and lower(valid) >= :from order by number limit 1")
                .param("plan", id.plan().value()).param("from", effective.from()).query(Integer.class).optional()
                .ifPresent(later -> {
                    throw new Refused("plan-begins-too-early",
                            "Version %d of %s already counts from %s or later; a new version must begin after it."
                                    .formatted(later, id.plan(), effective.from()));
                });
        jdbc.sql("""
				update plan.in_force set valid = daterange(lower(valid), :from)
				 where plan_id = :plan and valid @> cast(:from as date)
				""").param("from", effective.from()).param("plan", id.plan().value()).update();
        jdbc.sql("insert into plan.in_force (plan_id, number, valid) values (:plan, :number, daterange(:from, :to))")
                .param("plan", id.plan().value()).param("number", id.number()).param("from", effective.from())
                .param("to", Ranges.end(effective)).update();
    }

    /** DRAFT or IN_REVIEW → WITHDRAWN; repeated it changes nothing. */
    @Transactional
    public void withdraw(PlanVersionId id, String reason) {
        if (hold(id).state() == PlanVersionState.WITHDRAWN) {
            return;
        }
        move(id, PlanVersionState.WITHDRAWN, "plan.withdrawn", Map.of("reason", reason));
        jdbc.sql("update plan.version set state = 'WITHDRAWN' where plan_id = :plan and number = :number")
                .param("plan", id.plan().value()).param("number", id.number()).update();
    }

    /** @throws Refused when there is no such version */
    public PlanVersion get(PlanVersionId id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    public Optional<PlanVersion> find(PlanVersionId id) {
        return jdbc.sql(SELECT + "where plan_id = :plan and number = :number").param("plan", id.plan().value())
                .param("number", id.number()).query(this::version).optional();
    }

    /** The version that was published last before this one was written: what its reviewers compare it with. */
    public Optional<PlanVersion> predecessor(PlanVersionId id) {
        return jdbc.sql(SELECT + """
				 where plan_id = :plan and number < :number and state = 'PUBLISHED' order by number desc limit 1
				""").param("plan", id.plan().value()).param("number", id.number()).query(this::version).optional();
    }

    /** The versions of a plan, the latest first. */
    public List<PlanVersion> versions(PlanId plan) {
        return jdbc.sql(SELECT + "where plan_id = :plan order by number desc").param("plan", plan.value())
                .query(this::version).list();
    }

    /** All versions, by plan, the latest first. */
    public List<PlanVersion> all() {
        return jdbc.sql(SELECT + "order by plan_id collate \"C\", number desc").query(this::version).list();
    }

    /**
     * The published versions that count on some day of the range, with the days of the range on which they do; by plan
     * and first day.
     */
    public List<VersionInForce> inForce(DateRange range) {
        return jdbc.sql("""
				select plan_id, number, lower(valid) as valid_from, upper(valid) as valid_to from plan.in_force
				 where valid && daterange(:from, :to) order by plan_id collate "C", lower(valid)
				""").param("from", range.from()).param("to", Ranges.end(range))
                .query((row, number) -> new VersionInForce(
                        PlanVersionId.of(row.getString("plan_id"), row.getInt("number")),
                        Ranges.of(row).intersect(range).orElseThrow()))
                .list();
    }

    /** Everyone who wrote any part of the version; none of them may approve it. */
    public Set<UserId> authorsOf(PlanVersionId id) {
        return new LinkedHashSet<>(jdbc.sql("""
				select user_id from plan.author where plan_id = :plan and number = :number order by since, user_id
				""").param("plan", id.plan().value()).param("number", id.number())
                .query((row, number) -> new UserId(row.getString("user_id"))).list());
    }

    private PlanDefinition readable(String source) {
        return switch (PlanReader.read(source, rateTables::find)) {
            case PlanReader.Readable readable -> readable.definition();
            case PlanReader.Unreadable unreadable -> throw new Refused("plan-unreadable", unreadable.findings().stream()
                    .limit(5)
                    .map(finding -> (finding.path().isEmpty() ? "" : finding.path() + ": ") + finding.sentence()
                            + " " + finding.remedy())
                    .collect(Collectors.joining(" ")));
        };
    }

    private void addAuthor(PlanVersionId id, UserId author) {
        jdbc.sql("""
				insert into plan.author (plan_id, number, user_id, since) values (:plan, :number, :user, :now)
				on conflict (plan_id, number, user_id) do nothing
				""").param("plan", id.plan().value()).param("number", id.number()).param("user", author.value())
                .param("now", now()).update();
    }

    private PlanVersion hold(PlanVersionId id) {
        return jdbc.sql(SELECT + "where plan_id = :plan and number = :number for update")
                .param("plan", id.plan().value())
                .param("number", id.number()).query(this::version).optional().orElseThrow(() -> unknown(id));
    }

    private void move(PlanVersionId id, PlanVersionState to, String action, Map<String, String> facts) {
        PlanVersionState from = get(id).state();
        if (!from.mayBecome(to)) {
            throw new Refused("plan-transition",
                    "Version %s is %s and cannot become %s.".formatted(id, inWords(from), inWords(to)));
        }
        Map<String, Object> recorded = new LinkedHashMap<>(facts);
        recorded.put("from", from.name());
        recorded.put("to", to.name());
        audit.record(action, caseOf(id).toString(), recorded);
    }

    private PlanVersion version(ResultSet row, int rowNumber) throws SQLException {
        PlanVersionId id = PlanVersionId.of(row.getString("plan_id"), row.getInt("number"));
        String source = row.getString("source");
        Sha256 digest = Sha256.fromBytes(row.getBytes("source_sha256"));
        return new PlanVersion(id, definition(source, digest), source, digest,
                PlanVersionState.valueOf(row.getString("state")), row.getInt("round"),
                new UserId(row.getString("authored_by")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("published_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private PlanDefinition definition(String source, Sha256 digest) {
        return read.computeIfAbsent(digest, missing -> switch (PlanReader.read(source)) {
            case PlanReader.Readable readable -> readable.definition();
            case PlanReader.Unreadable unreadable ->
                throw new IllegalStateException("a stored plan cannot be read: " + unreadable.findings());
        });
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String inWords(PlanVersionState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Refused unknown(PlanVersionId id) {
        return new Refused("plan-unknown", "There is no plan version %s.".formatted(id));
    }
}
