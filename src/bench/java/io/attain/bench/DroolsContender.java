package io.attain.bench;

import java.util.ArrayList;
import java.util.List;

import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The same plans as Drools rules. The product tables stay in one session; a participant's tiers and credits come, fire
 * and go. Arithmetic is whole numbers, so that what is compared is the rule engine.
 */
public final class DroolsContender implements Contender {

    /** Of 10,000. */
    public record ProductRate(int plan, int product, long rate) {}

    /** Money boundaries of one participant, in minor units; the factor is of 100. */
    public record Tier(long from, long to, long factor) {}

    public record Credit(int sequence, int product, long amount) {}

    /** How far the calculation of the participant has come. */
    public static final class Standing {

        private static final long DIVISOR = 1_000_000;

        private final int plan;
        private final long cap;
        private final long[] lines;
        private int next;
        private long total;
        private long left;
        private long unrounded;
        private boolean capped;

        Standing(int plan, long cap, Workload.Stream stream) {
            this.plan = plan;
            this.cap = cap;
            this.lines = new long[stream.size()];
            this.left = stream.size() == 0 ? 0 : stream.amount()[0];
        }

        public int getPlan() {
            return plan;
        }

        public int getNext() {
            return next;
        }

        public long getTotal() {
            return total;
        }

        public long getLeft() {
            return left;
        }

        public boolean isDone() {
            return next == lines.length && !capped;
        }

        /** A slice within one tier; the line is rounded when the credit is used up. */
        public void slice(long slice, long rate, long factor, Workload.Stream stream) {
            unrounded = Math.addExact(unrounded, Math.multiplyExact(slice, rate * factor));
            total += slice;
            left -= slice;
            if (left == 0) {
                long half = unrounded < 0 ? -DIVISOR / 2 : DIVISOR / 2;
                lines[next++] = (unrounded + half) / DIVISOR;
                unrounded = 0;
                left = next < lines.length ? stream.amount()[next] : 0;
            }
        }

        /** Cuts positive lines from the last one backwards. */
        public void cap() {
            long excess = -cap;
            for (long line : lines) {
                excess += line;
            }
            for (int i = lines.length - 1; i >= 0 && excess > 0; i--) {
                long cut = Math.min(excess, Math.max(lines[i], 0));
                lines[i] -= cut;
                excess -= cut;
            }
            capped = true;
        }
    }

    private static final String RULES = """
			package io.attain.bench;
			import io.attain.bench.DroolsContender.Credit;
			import io.attain.bench.DroolsContender.ProductRate;
			import io.attain.bench.DroolsContender.Standing;
			import io.attain.bench.DroolsContender.Tier;
			global io.attain.bench.Workload.Stream stream;

			rule "A slice of a credit in the tier where the measure grows"
			when
			  $standing : Standing($plan : plan, $next : next, $total : total, $left : left, left > 0)
			  Credit(sequence == $next, $product : product)
			  ProductRate(plan == $plan, product == $product, $rate : rate)
			  Tier(from <= $total, to > $total, $to : to, $factor : factor)
			then
			  $standing.slice(Math.min($left, $to - $total), $rate, $factor, stream);
			  update($standing);
			end

			rule "A slice of a return in the tier where the measure shrinks"
			when
			  $standing : Standing($plan : plan, $next : next, $total : total, $left : left, left < 0)
			  Credit(sequence == $next, $product : product)
			  ProductRate(plan == $plan, product == $product, $rate : rate)
			  Tier(from < $total, to >= $total, $from : from, $factor : factor)
			then
			  $standing.slice(Math.max($left, $from - $total), $rate, $factor, stream);
			  update($standing);
			end

			rule "The cap, when all credits are paid"
			when
			  $standing : Standing(done)
			then
			  $standing.cap();
			  update($standing);
			end
			""";

    /** Farther than any measure, and near enough for a difference to fit. */
    private static final long FAR = Long.MAX_VALUE / 4;

    private final Workload workload;
    private final KieSession session;

    DroolsContender(Workload workload) {
        this.workload = workload;
        KieServices services = KieServices.Factory.get();
        KieFileSystem files = services.newKieFileSystem();
        files.write("src/main/resources/io/attain/bench/commission.drl", RULES);
        List<Message> errors = services.newKieBuilder(files).buildAll().getResults().getMessages(Message.Level.ERROR);
        if (!errors.isEmpty()) {
            throw new IllegalStateException(errors.toString());
        }
        session = services.newKieContainer(services.getRepository().getDefaultReleaseId()).newKieSession();
        for (int plan = 0; plan < Workload.PLANS; plan++) {
            for (int product = 0; product < Workload.PRODUCTS; product++) {
                session.insert(new ProductRate(plan, product, Workload.rate(plan, product)));
            }
        }
    }

    @Override
    public long[] lines(Workload.Stream stream) {
        int plan = Workload.planOf(stream.participant());
        long quota = workload.quota(stream.participant());
        session.setGlobal("stream", stream);
        List<FactHandle> handles = new ArrayList<>(stream.size() + Workload.TIER_FROM.length + 1);
        int tiers = Workload.TIER_FROM.length;
        for (int tier = 0; tier < tiers; tier++) {
            handles.add(session.insert(new Tier(tier == 0 ? -FAR : quota / 100 * Workload.TIER_FROM[tier],
                    tier + 1 < tiers ? quota / 100 * Workload.TIER_FROM[tier + 1] : FAR,
                    Workload.factor(plan, tier))));
        }
        for (int i = 0; i < stream.size(); i++) {
            handles.add(session.insert(new Credit(i, stream.product()[i], stream.amount()[i])));
        }
        Standing standing = new Standing(plan, workload.cap(plan), stream);
        handles.add(session.insert(standing));
        session.fireAllRules();
        handles.forEach(session::delete);
        return standing.lines;
    }
}
