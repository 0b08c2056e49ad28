package io.attain.demo;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.attain.AttainApplication;
import io.attain.calculation.Runs;
import io.attain.evidence.EvidencePacks;
import io.attain.payout.PayoutBatchId;
import io.attain.payout.PayoutBatches;
import io.attain.payout.PayoutExports;
import io.attain.sales.Imports;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Attain as a process of its own on the seeded demo: imports a file, closes and pays the second quarter, and writes
 * evidence and exports. On the way the axe strikes where {@code axe.blows} says. Left alone it ends with exit code 0 and
 * says how many moments there were. When it is PostgreSQL that was struck, it tries again until that is back.
 */
final class AttainUnderTheAxe {

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private AttainUnderTheAxe() {}

    public static void main(String[] args) throws InterruptedException {
        SpringApplication application = new SpringApplication(AttainApplication.class, Sharpened.class);
        try (ConfigurableApplicationContext context = application.run(args)) {
            String role = context.getEnvironment().getProperty("role", "driver");
            if (role.equals("worker")) {
                System.out.println("WORKING");
                Thread.currentThread().join();
            }
            context.getBean(DemoSeeding.class).seed();
            if (!role.equals("seed")) {
                Axe axe = context.getBean(Axe.class);
                axe.arm();
                persistently(context, axe);
                System.out.println("MOMENTS " + axe.moments());
            }
        } catch (RuntimeException failed) {
            failed.printStackTrace();
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }
        System.exit(0);
    }

    /** Goes on for a while when the database was struck, as people at their screens would. */
    private static void persistently(ConfigurableApplicationContext context, Axe axe) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                work(context);
                return;
            } catch (RuntimeException failed) {
                if (!axe.serverStruck() || System.nanoTime() > deadline) {
                    throw failed;
                }
                System.out.println("TRYING AGAIN after " + failed);
                Thread.sleep(500);
            }
        }
    }

    private static void work(ConfigurableApplicationContext context) {
        AtWork work = context.getBean(AtWork.class);
        work.as("cora", () -> {
            context.getBean(Imports.class).upload("late.csv", new ByteArrayInputStream(file().getBytes(UTF_8)), "crm");
        });
        context.getBean(DemoSteps.class).closeAndPay(DemoSteps.SECOND);
        PayoutBatchId batch = context.getBean(PayoutBatches.class).live(DemoSteps.SECOND).orElseThrow().id();
        EvidencePacks packs = context.getBean(EvidencePacks.class);
        work.until("the evidence to be written", () -> packs.has(batch), () -> {});
        work.as("fiona", () -> {
            context.getBean(PayoutExports.class).write(batch);
        });
    }

    /** Some deals of the third quarter, beside the close. */
    private static String file() {
        StringBuilder rows = new StringBuilder(
                "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n");
        for (int deal = 1; deal <= 400; deal++) {
            rows.append("LATE%04d,Moses Frase,GTX Basic,Cancity,Won,2017-06-01,2017-08-%02d,%d%n".formatted(deal,
                    deal % 28 + 1, 500 + deal));
        }
        return rows.toString();
    }

    /** No configuration by annotation: the scan of other tests shall not find it. */
    static final class Sharpened {

        Sharpened() {}

        @Bean
        static Axe axe(Environment environment) {
            return new Axe(environment.getProperty("axe.blows", ""),
                    Path.of(environment.getProperty("axe.server-id", "")));
        }

        /** {@code axe.chunk=2} kills a node in its second chunk; {@code axe.pause-after-chunk} makes it a slow one. */
        @Bean
        static BeanPostProcessor watchfulness(Environment environment, Axe axe) {
            int lastChunk = environment.getProperty("axe.chunk", Integer.class, 0);
            long pause = environment.getProperty("axe.pause-after-chunk", Long.class, 0L);
            AtomicInteger chunks = new AtomicInteger();
            MethodInterceptor afterChunk = call -> {
                Object result = call.proceed();
                if (call.getMethod().getName().equals("calculateChunk")) {
                    Thread.sleep(pause);
                    if (chunks.incrementAndGet() == lastChunk) {
                        System.out.println("STRUCK in chunk " + call.getArguments()[1]);
                        Axe.kill(ProcessHandle.current().pid());
                    }
                }
                return result;
            };
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    if (bean instanceof DataSource source) {
                        return new WatchedDatabase(source, axe);
                    }
                    if (bean instanceof Runs && (lastChunk > 0 || pause > 0)) {
                        ProxyFactory proxy = new ProxyFactory(bean);
                        proxy.setProxyTargetClass(true);
                        proxy.addAdvice(afterChunk);
                        return proxy.getProxy();
                    }
                    return bean;
                }
            };
        }
    }
}
