package io.attain.plan;

/** Port: the process that takes a submitted version through review. Called within the transaction of the submission. */
public interface PlanWorkflow {

    void submitted(PlanVersionId version);
}
