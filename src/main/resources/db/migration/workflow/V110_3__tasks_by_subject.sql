create index human_task_subject on workflow.human_task (subject_type, subject_id);
