package io.attain.workflow.engine;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.plugin.AdministratorAuthorizationPlugin;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.attain.identity.CurrentUser;
import io.attain.identity.Role;

/**
 * What the starter's properties cannot say. Every {@link BpmnParseListener} bean becomes part of the engine before the
 * first model is parsed; such a bean must look up façades lazily, since façades may need the engine that is being built.
 */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    ProcessEnginePlugin attainEnginePlugin(CurrentUser currentUser, ObjectProvider<BpmnParseListener> listeners) {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl configuration) {
                configuration.setCustomPreCommandInterceptorsTxRequired(
                        withBridge(configuration.getCustomPreCommandInterceptorsTxRequired(), configuration));
                configuration.setCustomPreCommandInterceptorsTxRequiresNew(
                        withBridge(configuration.getCustomPreCommandInterceptorsTxRequiresNew(), configuration));

                List<BpmnParseListener> parseListeners = new ArrayList<>();
                if (configuration.getCustomPreBPMNParseListeners() != null) {
                    parseListeners.addAll(configuration.getCustomPreBPMNParseListeners());
                }
                listeners.orderedStream().forEach(parseListeners::add);
                configuration.setCustomPreBPMNParseListeners(parseListeners);
            }

            private List<CommandInterceptor> withBridge(@Nullable List<CommandInterceptor> before,
                    ProcessEngineConfigurationImpl configuration) {
                List<CommandInterceptor> all = new ArrayList<>();
                all.add(new IdentityBridge(currentUser, configuration));
                if (before != null) {
                    all.addAll(before);
                }
                return all;
            }
        };
    }

    @Bean
    ProcessEnginePlugin administratorsAreAdmins() {
        AdministratorAuthorizationPlugin plugin = new AdministratorAuthorizationPlugin();
        plugin.setAdministratorGroupName(Role.ADMIN.key());
        return plugin;
    }
}
