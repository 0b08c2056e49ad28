package io.attain.demo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.attain.AttainApplication;
import io.attain.calculation.Runs;
import io.attain.payout.PayoutBatches;
import io.attain.statement.Statements;

/**
 * Attain as a process of its own that seeds the demo, closes the second quarter, and dies on the way: at the n-th call
 * of the method named by {@code axe} ({@code calculateChunk:2}), when its work is done and its transaction not yet
 * committed. Without an axe it ends well, with exit code 0.
 */
final class AttainUnderTheAxe {

    /** The exit code of a process that was killed. */
    static final int KILLED = 137;

    private AttainUnderTheAxe() {}

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(AttainApplication.class, Axe.class);
        try (ConfigurableApplicationContext context = application.run(args)) {
            context.getBean(DemoSeeding.class).seed();
            if (!context.getEnvironment().getProperty("only-seed", Boolean.class, false)) {
                context.getBean(DemoSteps.class).closeAndPay(DemoSteps.SECOND);
            }
        }
        System.exit(0);
    }

    @Configuration(proxyBeanMethods = false)
    static class Axe {

        @Bean
        static BeanPostProcessor axe(Environment environment) {
            String[] at = environment.getProperty("axe", "never:0").split(":", 2);
            Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
            MethodInterceptor blow = call -> {
                Object result = call.proceed();
                String method = call.getMethod().getName();
                if (method.equals(at[0]) && calls.computeIfAbsent(method, m -> new AtomicInteger())
                        .incrementAndGet() == Integer.parseInt(at[1])) {
                    Runtime.getRuntime().halt(KILLED);
                }
                return result;
            };
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    if (!(bean instanceof Runs || bean instanceof Statements || bean instanceof PayoutBatches)) {
                        return bean;
                    }
                    ProxyFactory proxy = new ProxyFactory(bean);
                    proxy.setProxyTargetClass(true);
                    proxy.addAdvice(blow);
                    return proxy.getProxy();
                }
            };
        }
    }
}
