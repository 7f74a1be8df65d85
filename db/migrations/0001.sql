CREATE TABLE absence (
	volunteer_id CHAR(32) NOT NULL,
	first_day DATE NOT NULL,
	last_day DATE NOT NULL,
	reason VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_absence PRIMARY KEY (id),
	CONSTRAINT fk_absence_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE approval (
	number INTEGER NOT NULL,
	act VARCHAR NOT NULL,
	subject VARCHAR NOT NULL,
	words VARCHAR NOT NULL,
	most INTEGER NOT NULL,
	until VARCHAR(27),
	by_id CHAR(32) NOT NULL,
	second_id CHAR(32),
	second_name VARCHAR NOT NULL,
	how VARCHAR(16),
	signed_on DATE,
	agreed_at VARCHAR(27),
	used_at VARCHAR(27),
	refused_at VARCHAR(27),
	refused_why VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_approval PRIMARY KEY (id),
	CONSTRAINT uq_approval_number UNIQUE (number),
	CONSTRAINT fk_approval_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_approval_second_id_user_account FOREIGN KEY(second_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_approval_approvalhow CHECK (how IN ('account', 'own_session', 'signed_sheet'))
)
;
CREATE TABLE area (
	name VARCHAR NOT NULL,
	kind VARCHAR(16) NOT NULL,
	parent_id CHAR(32),
	owner_id CHAR(32),
	population INTEGER,
	homes INTEGER,
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_area PRIMARY KEY (id),
	CONSTRAINT ck_area_areakind CHECK (kind IN ('street', 'estate', 'ward', 'locality', 'borough')),
	CONSTRAINT fk_area_parent_id_area FOREIGN KEY(parent_id) REFERENCES area (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_area_owner_id_organisation FOREIGN KEY(owner_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE area_part (
	id CHAR(32) NOT NULL,
	area_id CHAR(32) NOT NULL,
	kind VARCHAR(16) NOT NULL,
	value VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	CONSTRAINT pk_area_part PRIMARY KEY (id),
	CONSTRAINT uq_area_part_area_id_kind_value UNIQUE (area_id, kind, value),
	CONSTRAINT fk_area_part_area_id_area FOREIGN KEY(area_id) REFERENCES area (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_area_part_areapartkind CHECK (kind IN ('postcode', 'sector', 'outcode', 'ward'))
)
;
CREATE TABLE arrival (
	number INTEGER NOT NULL,
	centre_id CHAR(32) NOT NULL,
	name VARCHAR NOT NULL,
	phone VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	postcode VARCHAR NOT NULL,
	adults INTEGER NOT NULL,
	children INTEGER NOT NULL,
	pets VARCHAR NOT NULL,
	needs_now VARCHAR NOT NULL,
	may_tell VARCHAR(16) NOT NULL,
	arrived_at VARCHAR(27) NOT NULL,
	left_at VARCHAR(27),
	gone_to VARCHAR NOT NULL,
	person_id CHAR(32),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_arrival PRIMARY KEY (id),
	CONSTRAINT fk_arrival_centre_id_relief_centre FOREIGN KEY(centre_id) REFERENCES relief_centre (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_arrival_answer CHECK (may_tell IN ('yes', 'no', 'not_asked')),
	CONSTRAINT fk_arrival_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE asset (
	number INTEGER NOT NULL,
	kind VARCHAR(16) NOT NULL,
	name VARCHAR NOT NULL,
	tag VARCHAR NOT NULL,
	owner_id CHAR(32),
	condition VARCHAR(16) NOT NULL,
	holds_data BOOLEAN NOT NULL,
	wiped_on DATE,
	note VARCHAR NOT NULL,
	retired_on DATE,
	retire_note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_asset PRIMARY KEY (id),
	CONSTRAINT ck_asset_assetkind CHECK (kind IN ('phone', 'tablet', 'laptop', 'dongle', 'van', 'freezer', 'heater', 'wheelchair', 'other')),
	CONSTRAINT fk_asset_owner_id_organisation FOREIGN KEY(owner_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_asset_condition CHECK (condition IN ('good', 'worn', 'broken'))
)
;
CREATE TABLE bank_line (
	on_date DATE NOT NULL,
	words VARCHAR NOT NULL,
	pence INTEGER NOT NULL,
	place INTEGER NOT NULL,
	move_id CHAR(32),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_bank_line PRIMARY KEY (id),
	CONSTRAINT fk_bank_line_move_id_money_move FOREIGN KEY(move_id) REFERENCES money_move (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE breach (
	number INTEGER NOT NULL,
	kind VARCHAR(16) NOT NULL,
	happened_on DATE,
	known_at VARCHAR(27) NOT NULL,
	found_by_id CHAR(32) NOT NULL,
	what VARCHAR NOT NULL,
	cause VARCHAR NOT NULL,
	data VARCHAR NOT NULL,
	people_count INTEGER,
	impact VARCHAR NOT NULL,
	risk VARCHAR(16) NOT NULL,
	steps VARCHAR NOT NULL,
	reported_at VARCHAR(27),
	report_reference VARCHAR NOT NULL,
	not_reported_why VARCHAR NOT NULL,
	late_why VARCHAR NOT NULL,
	people_told_on DATE,
	learned VARCHAR NOT NULL,
	closed_at VARCHAR(27),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_breach PRIMARY KEY (id),
	CONSTRAINT ck_breach_breachkind CHECK (kind IN ('lost_laptop', 'lost_paper', 'wrong_recipient', 'seen_by_wrong', 'destroyed', 'changed', 'other')),
	CONSTRAINT fk_breach_found_by_id_user_account FOREIGN KEY(found_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_breach_breachrisk CHECK (risk IN ('not_judged', 'unlikely', 'likely', 'high'))
)
;
CREATE TABLE call_out (
	incident_id CHAR(32) NOT NULL,
	volunteer_id CHAR(32) NOT NULL,
	answer VARCHAR(16) NOT NULL,
	asked_at VARCHAR(27),
	asked_by_id CHAR(32),
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_call_out PRIMARY KEY (id),
	CONSTRAINT uq_call_out_incident_id_volunteer_id UNIQUE (incident_id, volunteer_id),
	CONSTRAINT fk_call_out_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_call_out_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_call_out_calloutanswer CHECK (answer IN ('not_asked', 'coming', 'later', 'cannot', 'no_answer')),
	CONSTRAINT fk_call_out_asked_by_id_user_account FOREIGN KEY(asked_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE call_plan (
	person_id CHAR(32) NOT NULL,
	kind VARCHAR(16) NOT NULL,
	name VARCHAR NOT NULL,
	rule VARCHAR NOT NULL,
	starts_on DATE NOT NULL,
	at_time TIME,
	caller_id CHAR(32),
	talk_about VARCHAR NOT NULL,
	gently VARCHAR NOT NULL,
	tries INTEGER NOT NULL,
	quiet_days INTEGER NOT NULL,
	next_on DATE,
	next_time TIME,
	misses INTEGER NOT NULL,
	next_step INTEGER NOT NULL,
	ended_on DATE,
	ended_why VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_call_plan PRIMARY KEY (id),
	CONSTRAINT fk_call_plan_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_call_plan_callkind CHECK (kind IN ('welfare', 'befriending', 'keep_in_touch', 'door')),
	CONSTRAINT fk_call_plan_caller_id_user_account FOREIGN KEY(caller_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE call_promise (
	person_id CHAR(32) NOT NULL,
	contact_id CHAR(32),
	by_id CHAR(32) NOT NULL,
	words VARCHAR NOT NULL,
	due_on DATE NOT NULL,
	done_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_call_promise PRIMARY KEY (id),
	CONSTRAINT fk_call_promise_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_call_promise_contact_id_contact_attempt FOREIGN KEY(contact_id) REFERENCES contact_attempt (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_call_promise_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE call_sheet (
	number INTEGER NOT NULL,
	caller VARCHAR NOT NULL,
	on_date DATE NOT NULL,
	round_id CHAR(32),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_call_sheet PRIMARY KEY (id),
	CONSTRAINT fk_call_sheet_round_id_phone_round FOREIGN KEY(round_id) REFERENCES phone_round (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE call_sheet_line (
	sheet_id CHAR(32) NOT NULL,
	place INTEGER NOT NULL,
	plan_id CHAR(32),
	line_id CHAR(32),
	state VARCHAR(16) NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_call_sheet_line PRIMARY KEY (id),
	CONSTRAINT fk_call_sheet_line_sheet_id_call_sheet FOREIGN KEY(sheet_id) REFERENCES call_sheet (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_call_sheet_line_plan_id_call_plan FOREIGN KEY(plan_id) REFERENCES call_plan (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_call_sheet_line_line_id_phone_line FOREIGN KEY(line_id) REFERENCES phone_line (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_call_sheet_line_sheetlinestate CHECK (state IN ('out', 'keyed', 'back'))
)
;
CREATE TABLE call_step (
	plan_id CHAR(32) NOT NULL,
	position INTEGER NOT NULL,
	kind VARCHAR(16) NOT NULL,
	words VARCHAR NOT NULL,
	phone VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	by_time TIME,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_call_step PRIMARY KEY (id),
	CONSTRAINT fk_call_step_plan_id_call_plan FOREIGN KEY(plan_id) REFERENCES call_plan (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_call_step_stepkind CHECK (kind IN ('ring_somebody', 'knock', 'tell', 'other'))
)
;
CREATE TABLE case_step (
	request_id CHAR(32) NOT NULL,
	checklist VARCHAR NOT NULL,
	code VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	words VARCHAR NOT NULL,
	owner_id CHAR(32),
	owner_name VARCHAR NOT NULL,
	due_on DATE,
	state VARCHAR(16) NOT NULL,
	settled_on DATE,
	settled_by_id CHAR(32),
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_case_step PRIMARY KEY (id),
	CONSTRAINT fk_case_step_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_case_step_owner_id_user_account FOREIGN KEY(owner_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_case_step_stepstate CHECK (state IN ('open', 'done', 'not_needed')),
	CONSTRAINT fk_case_step_settled_by_id_user_account FOREIGN KEY(settled_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE change (
	device_id CHAR(32) NOT NULL,
	incarnation CHAR(32) NOT NULL,
	seq INTEGER NOT NULL,
	txn CHAR(32) NOT NULL,
	user_id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	entity VARCHAR NOT NULL,
	row_id CHAR(32) NOT NULL,
	op VARCHAR(16) NOT NULL,
	field VARCHAR NOT NULL,
	value VARCHAR,
	replaces JSON NOT NULL,
	salt BLOB,
	commitment BLOB NOT NULL,
	link BLOB NOT NULL,
	CONSTRAINT pk_change PRIMARY KEY (device_id, incarnation, seq),
	CONSTRAINT ck_change_changeop CHECK (op IN ('create', 'set', 'remove', 'erase'))
)
;
CREATE TABLE check_record (
	volunteer_id CHAR(32) NOT NULL,
	type VARCHAR(21) NOT NULL,
	level VARCHAR(24) NOT NULL,
	status VARCHAR(16) NOT NULL,
	workforce VARCHAR(16) NOT NULL,
	position VARCHAR NOT NULL,
	eligibility_reason VARCHAR NOT NULL,
	reference VARCHAR NOT NULL,
	issued_on DATE,
	seen_by VARCHAR NOT NULL,
	seen_on DATE,
	review_on DATE,
	valid_to DATE,
	decision VARCHAR(23) NOT NULL,
	decided_by VARCHAR NOT NULL,
	decided_on DATE,
	decision_reference VARCHAR NOT NULL,
	destroyed_on DATE,
	update_service VARCHAR(16) NOT NULL,
	update_consent VARCHAR(16) NOT NULL,
	status_result VARCHAR(16) NOT NULL,
	status_on DATE,
	references_in INTEGER,
	licence_to DATE,
	insurance_to DATE,
	mot_to DATE,
	business_to DATE,
	arranged_by_id CHAR(32),
	paid_by_id CHAR(32),
	exempt_reason VARCHAR NOT NULL,
	exempt_by VARCHAR NOT NULL,
	exempt_until DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_check_record PRIMARY KEY (id),
	CONSTRAINT fk_check_record_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_check_record_checktype CHECK (type IN ('identity', 'references', 'dbs', 'disclosure_scotland', 'access_ni', 'safeguarding_training', 'medicines_training', 'food_hygiene', 'first_aid', 'health_safety', 'data_protection', 'driving_papers', 'induction', 'code_of_conduct')),
	CONSTRAINT ck_check_record_checklevel CHECK (level IN ('none', 'basic', 'standard', 'enhanced', 'enhanced_adults_barred', 'enhanced_children_barred', 'enhanced_both_barred', 'level_1', 'level_2', 'level_2_barred', 'pvg_children', 'pvg_protected_adults', 'pvg_both', 'pvg')),
	CONSTRAINT ck_check_record_checkstatus CHECK (status IN ('needed', 'applied', 'in_progress', 'verified', 'refused', 'expired', 'withdrawn', 'exempt')),
	CONSTRAINT ck_check_record_workforce CHECK (workforce IN ('not_said', 'adult', 'child', 'adult_and_child', 'other')),
	CONSTRAINT ck_check_record_checkdecision CHECK (decision IN ('not_decided', 'suitable', 'not_for_regulated_roles')),
	CONSTRAINT ck_check_record_answer CHECK (update_service IN ('yes', 'no', 'not_asked')),
	CONSTRAINT ck_check_record_answer CHECK (update_consent IN ('yes', 'no', 'not_asked')),
	CONSTRAINT ck_check_record_statusresult CHECK (status_result IN ('not_asked', 'no_change', 'changed', 'not_found', 'unclear')),
	CONSTRAINT fk_check_record_arranged_by_id_organisation FOREIGN KEY(arranged_by_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_check_record_paid_by_id_organisation FOREIGN KEY(paid_by_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE claim_line (
	claim_id CHAR(32) NOT NULL,
	on_date DATE NOT NULL,
	words VARCHAR NOT NULL,
	vehicle VARCHAR(16),
	tenths INTEGER NOT NULL,
	passengers INTEGER NOT NULL,
	document VARCHAR NOT NULL,
	pence INTEGER NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_claim_line PRIMARY KEY (id),
	CONSTRAINT fk_claim_line_claim_id_money_claim FOREIGN KEY(claim_id) REFERENCES money_claim (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_claim_line_vehicle CHECK (vehicle IN ('car', 'motorcycle', 'bicycle', 'passenger'))
)
;
CREATE TABLE clearance_rule (
	nation VARCHAR(16) NOT NULL,
	need_code VARCHAR NOT NULL,
	check_type VARCHAR(21) NOT NULL,
	level VARCHAR(24) NOT NULL,
	basis VARCHAR(16) NOT NULL,
	source VARCHAR NOT NULL,
	review_on DATE,
	pairing_allowed BOOLEAN NOT NULL,
	applies_when VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	first_id CHAR(32),
	eligibility_reason VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_clearance_rule PRIMARY KEY (id),
	CONSTRAINT ck_clearance_rule_nation CHECK (nation IN ('england', 'wales', 'scotland', 'northern-ireland')),
	CONSTRAINT ck_clearance_rule_checktype CHECK (check_type IN ('identity', 'references', 'dbs', 'disclosure_scotland', 'access_ni', 'safeguarding_training', 'medicines_training', 'food_hygiene', 'first_aid', 'health_safety', 'data_protection', 'driving_papers', 'induction', 'code_of_conduct')),
	CONSTRAINT ck_clearance_rule_checklevel CHECK (level IN ('none', 'basic', 'standard', 'enhanced', 'enhanced_adults_barred', 'enhanced_children_barred', 'enhanced_both_barred', 'level_1', 'level_2', 'level_2_barred', 'pvg_children', 'pvg_protected_adults', 'pvg_both', 'pvg')),
	CONSTRAINT ck_clearance_rule_rulebasis CHECK (basis IN ('law', 'hub_policy')),
	CONSTRAINT fk_clearance_rule_first_id_clearance_rule FOREIGN KEY(first_id) REFERENCES clearance_rule (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE complaint (
	number INTEGER NOT NULL,
	person_id CHAR(32),
	from_name VARCHAR NOT NULL,
	received_on DATE NOT NULL,
	how VARCHAR NOT NULL,
	words VARCHAR NOT NULL,
	state VARCHAR(16) NOT NULL,
	handled_by VARCHAR NOT NULL,
	acknowledged_on DATE,
	answered_on DATE,
	outcome VARCHAR NOT NULL,
	learned VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_complaint PRIMARY KEY (id),
	CONSTRAINT fk_complaint_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_complaint_complaintstate CHECK (state IN ('received', 'acknowledged', 'closed'))
)
;
CREATE TABLE concern (
	reference VARCHAR NOT NULL,
	public VARCHAR NOT NULL,
	author_id CHAR(32) NOT NULL,
	progress VARCHAR(16) NOT NULL,
	look_again_on DATE,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_concern PRIMARY KEY (id),
	CONSTRAINT uq_concern_reference UNIQUE (reference),
	CONSTRAINT fk_concern_author_id_user_account FOREIGN KEY(author_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_concern_progress CHECK (progress IN ('sent', 'read', 'dealt_with'))
)
;
CREATE TABLE concern_entry (
	concern_id CHAR(32) NOT NULL,
	sealed VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_concern_entry PRIMARY KEY (id),
	CONSTRAINT fk_concern_entry_concern_id_concern FOREIGN KEY(concern_id) REFERENCES concern (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE concern_hold (
	volunteer_id CHAR(32) NOT NULL,
	ended_at VARCHAR(27),
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_concern_hold PRIMARY KEY (id),
	CONSTRAINT fk_concern_hold_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE concern_key (
	concern_id CHAR(32) NOT NULL,
	reader VARCHAR NOT NULL,
	reader_public VARCHAR NOT NULL,
	sealed VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_concern_key PRIMARY KEY (id),
	CONSTRAINT uq_concern_key_concern_id_reader_reader_public UNIQUE (concern_id, reader, reader_public),
	CONSTRAINT fk_concern_key_concern_id_concern FOREIGN KEY(concern_id) REFERENCES concern (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE consent (
	person_id CHAR(32) NOT NULL,
	recipient_id CHAR(32),
	purpose VARCHAR NOT NULL,
	answer VARCHAR(16) NOT NULL,
	how VARCHAR(16) NOT NULL,
	given_at VARCHAR(27) NOT NULL,
	wording VARCHAR NOT NULL,
	wording_version VARCHAR NOT NULL,
	withdrawn_at VARCHAR(27),
	withdrawn_how VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_consent PRIMARY KEY (id),
	CONSTRAINT fk_consent_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_consent_recipient_id_organisation FOREIGN KEY(recipient_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_consent_answer CHECK (answer IN ('yes', 'no', 'not_asked')),
	CONSTRAINT ck_consent_channel CHECK (how IN ('phone', 'web', 'email', 'text', 'letter', 'in_person', 'partner', 'import', 'other'))
)
;
CREATE TABLE consent_wording (
	purpose VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	body VARCHAR NOT NULL,
	in_use_from DATE NOT NULL,
	reason VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_consent_wording PRIMARY KEY (id),
	CONSTRAINT uq_consent_wording_purpose_version UNIQUE (purpose, version)
)
;
CREATE TABLE contact_attempt (
	person_id CHAR(32),
	request_id CHAR(32),
	by_id CHAR(32) NOT NULL,
	channel VARCHAR(16) NOT NULL,
	direction VARCHAR(16) NOT NULL,
	outcome VARCHAR(16) NOT NULL,
	note VARCHAR NOT NULL,
	next_on DATE,
	plan_id CHAR(32),
	line_id CHAR(32),
	step INTEGER NOT NULL,
	minutes INTEGER,
	mood VARCHAR(16),
	eating VARCHAR(16),
	warm VARCHAR(16),
	seen_anyone BOOLEAN,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_contact_attempt PRIMARY KEY (id),
	CONSTRAINT fk_contact_attempt_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_contact_attempt_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_contact_attempt_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_contact_attempt_channel CHECK (channel IN ('phone', 'web', 'email', 'text', 'letter', 'in_person', 'partner', 'import', 'other')),
	CONSTRAINT ck_contact_attempt_direction CHECK (direction IN ('outbound', 'inbound')),
	CONSTRAINT ck_contact_attempt_contactoutcome CHECK (outcome IN ('reached', 'no_answer', 'voicemail', 'wrong_number', 'call_back', 'refused', 'sent')),
	CONSTRAINT fk_contact_attempt_plan_id_call_plan FOREIGN KEY(plan_id) REFERENCES call_plan (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_contact_attempt_line_id_phone_line FOREIGN KEY(line_id) REFERENCES phone_line (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_contact_attempt_callmood CHECK (mood IN ('good', 'up_and_down', 'low', 'worrying')),
	CONSTRAINT ck_contact_attempt_howfar CHECK (eating IN ('yes', 'not_much', 'no')),
	CONSTRAINT ck_contact_attempt_howfar CHECK (warm IN ('yes', 'not_much', 'no'))
)
;
CREATE TABLE contact_link (
	person_id CHAR(32) NOT NULL,
	kind VARCHAR(16) NOT NULL,
	name VARCHAR NOT NULL,
	relationship VARCHAR NOT NULL,
	phone VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_contact_link PRIMARY KEY (id),
	CONSTRAINT fk_contact_link_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_contact_link_linkkind CHECK (kind IN ('emergency', 'keyholder', 'carer', 'introducer', 'around'))
)
;
CREATE TABLE counter (
	kind VARCHAR NOT NULL,
	last INTEGER NOT NULL,
	CONSTRAINT pk_counter PRIMARY KEY (kind)
)
;
CREATE TABLE coverage_note (
	kind VARCHAR(16) NOT NULL,
	area_id CHAR(32),
	need_type_id CHAR(32) NOT NULL,
	organisation_id CHAR(32),
	other_area_id CHAR(32),
	other_need_id CHAR(32),
	words VARCHAR NOT NULL,
	follow_up_on DATE,
	done_on DATE,
	done_words VARCHAR NOT NULL,
	by_id CHAR(32),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_coverage_note PRIMARY KEY (id),
	CONSTRAINT ck_coverage_note_coveragenotekind CHECK (kind IN ('overlap', 'ask', 'sheet')),
	CONSTRAINT fk_coverage_note_area_id_area FOREIGN KEY(area_id) REFERENCES area (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_coverage_note_need_type_id_need_type FOREIGN KEY(need_type_id) REFERENCES need_type (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_coverage_note_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_coverage_note_other_area_id_area FOREIGN KEY(other_area_id) REFERENCES area (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_coverage_note_other_need_id_need_type FOREIGN KEY(other_need_id) REFERENCES need_type (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_coverage_note_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE data_purpose (
	code VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	people VARCHAR NOT NULL,
	data VARCHAR NOT NULL,
	recipients VARCHAR NOT NULL,
	basis VARCHAR(30) NOT NULL,
	basis_code VARCHAR NOT NULL,
	interest VARCHAR NOT NULL,
	special VARCHAR NOT NULL,
	schedule VARCHAR NOT NULL,
	necessary VARCHAR NOT NULL,
	kept VARCHAR NOT NULL,
	decided_by VARCHAR NOT NULL,
	decided_on DATE,
	review_on DATE,
	source VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	position INTEGER NOT NULL,
	is_active BOOLEAN NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_data_purpose PRIMARY KEY (id),
	CONSTRAINT uq_data_purpose_code UNIQUE (code),
	CONSTRAINT ck_data_purpose_lawfulbasis CHECK (basis IN ('consent', 'legitimate_interests', 'recognised_legitimate_interest', 'vital_interests', 'public_task', 'legal_obligation'))
)
;
CREATE TABLE destruction (
	number INTEGER NOT NULL,
	kind VARCHAR(16) NOT NULL,
	by_id CHAR(32) NOT NULL,
	approval_id CHAR(32) NOT NULL,
	about VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	rule VARCHAR NOT NULL,
	first_on DATE,
	last_on DATE,
	counts JSON NOT NULL,
	finished_at VARCHAR(27),
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_destruction PRIMARY KEY (id),
	CONSTRAINT uq_destruction_number UNIQUE (number),
	CONSTRAINT ck_destruction_destructionkind CHECK (kind IN ('erasure', 'retention')),
	CONSTRAINT fk_destruction_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_destruction_approval_id_approval FOREIGN KEY(approval_id) REFERENCES approval (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE device (
	id CHAR(32) NOT NULL,
	incarnation CHAR(32) NOT NULL,
	prefix VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	started_at VARCHAR(27) NOT NULL,
	is_current BOOLEAN NOT NULL,
	CONSTRAINT pk_device PRIMARY KEY (id, incarnation)
)
;
CREATE TABLE do_not_pair (
	volunteer_id CHAR(32) NOT NULL,
	person_id CHAR(32) NOT NULL,
	reason VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_do_not_pair PRIMARY KEY (id),
	CONSTRAINT uq_do_not_pair_volunteer_id_person_id UNIQUE (volunteer_id, person_id),
	CONSTRAINT fk_do_not_pair_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_do_not_pair_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE erased_row (
	entity VARCHAR NOT NULL,
	row_id CHAR(32) NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_erased_row PRIMARY KEY (id),
	CONSTRAINT uq_erased_row_row_id UNIQUE (row_id)
)
;
CREATE TABLE extra_postcode (
	postcode VARCHAR NOT NULL,
	easting INTEGER NOT NULL,
	northing INTEGER NOT NULL,
	la_code VARCHAR NOT NULL,
	ward_code VARCHAR NOT NULL,
	CONSTRAINT pk_extra_postcode PRIMARY KEY (postcode)
)
;
CREATE TABLE formality (
	number INTEGER NOT NULL,
	kind VARCHAR(21) NOT NULL,
	state VARCHAR(16) NOT NULL,
	asked_by_id CHAR(32),
	asked_by_name VARCHAR NOT NULL,
	volunteer_id CHAR(32),
	for_name VARCHAR NOT NULL,
	arranged_by_id CHAR(32),
	paid_by_id CHAR(32),
	asked_on DATE NOT NULL,
	taken_on DATE,
	arranged_on DATE,
	closed_on DATE,
	due_on DATE,
	next_step VARCHAR NOT NULL,
	declined_why VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	check_id CHAR(32),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_formality PRIMARY KEY (id),
	CONSTRAINT ck_formality_formalitykind CHECK (kind IN ('criminal_record_check', 'references', 'identity', 'safeguarding_training', 'first_aid', 'food_hygiene', 'training', 'insurance', 'risk_assessment', 'bank_account', 'other')),
	CONSTRAINT ck_formality_formalitystate CHECK (state IN ('asked', 'taken_on', 'arranged', 'done', 'declined')),
	CONSTRAINT fk_formality_asked_by_id_organisation FOREIGN KEY(asked_by_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_formality_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_formality_arranged_by_id_organisation FOREIGN KEY(arranged_by_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_formality_paid_by_id_organisation FOREIGN KEY(paid_by_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_formality_check_id_check_record FOREIGN KEY(check_id) REFERENCES check_record (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE fund (
	number INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	giver_id CHAR(32),
	giver_name VARCHAR NOT NULL,
	purpose VARCHAR NOT NULL,
	is_restricted BOOLEAN NOT NULL,
	opens_on DATE,
	closes_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_fund PRIMARY KEY (id),
	CONSTRAINT fk_fund_giver_id_organisation FOREIGN KEY(giver_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE grant_application (
	number INTEGER NOT NULL,
	round_id CHAR(32) NOT NULL,
	organisation_id CHAR(32),
	applicant VARCHAR NOT NULL,
	contact_name VARCHAR NOT NULL,
	words VARCHAR NOT NULL,
	asked INTEGER NOT NULL,
	received_on DATE NOT NULL,
	state VARCHAR(16) NOT NULL,
	awarded INTEGER NOT NULL,
	why VARCHAR NOT NULL,
	conditions VARCHAR NOT NULL,
	decided_by_id CHAR(32),
	paid_on DATE,
	paid_by_id CHAR(32),
	second_name VARCHAR NOT NULL,
	outcome VARCHAR NOT NULL,
	outcome_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_grant_application PRIMARY KEY (id),
	CONSTRAINT fk_grant_application_round_id_grant_round FOREIGN KEY(round_id) REFERENCES grant_round (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_grant_application_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_grant_application_grantstate CHECK (state IN ('received', 'awarded', 'declined', 'paid')),
	CONSTRAINT fk_grant_application_decided_by_id_user_account FOREIGN KEY(decided_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_grant_application_paid_by_id_user_account FOREIGN KEY(paid_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE grant_round (
	number INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	fund_id CHAR(32) NOT NULL,
	purpose VARCHAR NOT NULL,
	most INTEGER NOT NULL,
	criteria JSON NOT NULL,
	closes_on DATE,
	state VARCHAR(16) NOT NULL,
	met_on DATE,
	present JSON NOT NULL,
	minutes VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_grant_round PRIMARY KEY (id),
	CONSTRAINT fk_grant_round_fund_id_fund FOREIGN KEY(fund_id) REFERENCES fund (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_grant_round_grantroundstate CHECK (state IN ('open', 'decided'))
)
;
CREATE TABLE grant_score (
	application_id CHAR(32) NOT NULL,
	scorer VARCHAR NOT NULL,
	points JSON NOT NULL,
	note VARCHAR NOT NULL,
	"conflict" VARCHAR NOT NULL,
	by_id CHAR(32) NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_grant_score PRIMARY KEY (id),
	CONSTRAINT fk_grant_score_application_id_grant_application FOREIGN KEY(application_id) REFERENCES grant_application (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_grant_score_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE group_check_in (
	organisation_id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	by_id CHAR(32) NOT NULL,
	outcome VARCHAR(16) NOT NULL,
	note VARCHAR NOT NULL,
	next_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_group_check_in PRIMARY KEY (id),
	CONSTRAINT fk_group_check_in_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_group_check_in_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_group_check_in_checkinoutcome CHECK (outcome IN ('all_well', 'needs_something', 'no_answer', 'call_back'))
)
;
CREATE TABLE group_issue (
	number INTEGER NOT NULL,
	organisation_id CHAR(32) NOT NULL,
	check_in_id CHAR(32),
	words VARCHAR NOT NULL,
	state VARCHAR(16) NOT NULL,
	owner_id CHAR(32),
	owner_name VARCHAR NOT NULL,
	raised_on DATE NOT NULL,
	chase_on DATE NOT NULL,
	closed_on DATE,
	outcome VARCHAR NOT NULL,
	told_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_group_issue PRIMARY KEY (id),
	CONSTRAINT fk_group_issue_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_group_issue_check_in_id_group_check_in FOREIGN KEY(check_in_id) REFERENCES group_check_in (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_group_issue_issuestate CHECK (state IN ('open', 'waiting', 'closed')),
	CONSTRAINT fk_group_issue_owner_id_user_account FOREIGN KEY(owner_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE group_issue_step (
	issue_id CHAR(32) NOT NULL,
	by_id CHAR(32) NOT NULL,
	words VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_group_issue_step PRIMARY KEY (id),
	CONSTRAINT fk_group_issue_step_issue_id_group_issue FOREIGN KEY(issue_id) REFERENCES group_issue (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_group_issue_step_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE handover (
	record_id CHAR(32) NOT NULL,
	recipient_id CHAR(32) NOT NULL,
	first_id CHAR(32) NOT NULL,
	since_id CHAR(32),
	shape JSON NOT NULL,
	check_code VARCHAR NOT NULL,
	kept_name VARCHAR NOT NULL,
	kept_key VARCHAR NOT NULL,
	kept_size INTEGER NOT NULL,
	gone_on DATE,
	gone_why VARCHAR(16),
	received_on DATE,
	received_by VARCHAR NOT NULL,
	received_how VARCHAR(16),
	matches BOOLEAN,
	received_note VARCHAR NOT NULL,
	deleted_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_handover PRIMARY KEY (id),
	CONSTRAINT uq_handover_record_id UNIQUE (record_id),
	CONSTRAINT fk_handover_record_id_sharing_record FOREIGN KEY(record_id) REFERENCES sharing_record (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_handover_recipient_id_organisation FOREIGN KEY(recipient_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_handover_since_id_handover FOREIGN KEY(since_id) REFERENCES handover (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_handover_keptgone CHECK (gone_why IN ('due', 'asked', 'withdrawn', 'erased')),
	CONSTRAINT ck_handover_receipthow CHECK (received_how IN ('file', 'paper', 'phone', 'email'))
)
;
CREATE TABLE handover_notice (
	recipient_id CHAR(32) NOT NULL,
	person_id CHAR(32) NOT NULL,
	record_id CHAR(32),
	by_id CHAR(32) NOT NULL,
	how VARCHAR(16) NOT NULL,
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_handover_notice PRIMARY KEY (id),
	CONSTRAINT fk_handover_notice_recipient_id_organisation FOREIGN KEY(recipient_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_handover_notice_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_handover_notice_record_id_sharing_record FOREIGN KEY(record_id) REFERENCES sharing_record (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_handover_notice_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_handover_notice_noticehow CHECK (how IN ('printed', 'saved', 'told'))
)
;
CREATE TABLE handover_person (
	handover_id CHAR(32) NOT NULL,
	person_id CHAR(32) NOT NULL,
	change VARCHAR(16) NOT NULL,
	units JSON NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_handover_person PRIMARY KEY (id),
	CONSTRAINT uq_handover_person_handover_id_person_id UNIQUE (handover_id, person_id),
	CONSTRAINT fk_handover_person_handover_id_handover FOREIGN KEY(handover_id) REFERENCES handover (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_handover_person_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_handover_person_handoverchange CHECK (change IN ('added', 'changed', 'withdrawn'))
)
;
CREATE TABLE help_pause (
	person_id CHAR(32) NOT NULL,
	request_id CHAR(32),
	first_day DATE NOT NULL,
	last_day DATE,
	look_on DATE,
	reason VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_help_pause PRIMARY KEY (id),
	CONSTRAINT fk_help_pause_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_help_pause_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE household (
	number INTEGER NOT NULL,
	address_line1 VARCHAR NOT NULL,
	address_line2 VARCHAR NOT NULL,
	town VARCHAR NOT NULL,
	postcode VARCHAR NOT NULL,
	uprn VARCHAR NOT NULL,
	area_id CHAR(32),
	area_reason VARCHAR NOT NULL,
	easting INTEGER,
	northing INTEGER,
	precision VARCHAR(16) NOT NULL,
	la_code VARCHAR NOT NULL,
	ward_code VARCHAR NOT NULL,
	size INTEGER,
	children INTEGER,
	babies INTEGER,
	food_needs VARCHAR NOT NULL,
	door_note VARCHAR(60) NOT NULL,
	access_note VARCHAR NOT NULL,
	go_in_pairs BOOLEAN NOT NULL,
	usual_volunteer_id CHAR(32),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_household PRIMARY KEY (id),
	CONSTRAINT fk_household_area_id_area FOREIGN KEY(area_id) REFERENCES area (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_household_precision CHECK (precision IN ('postcode', 'sector', 'outcode', 'unknown')),
	CONSTRAINT fk_household_usual_volunteer_id_volunteer FOREIGN KEY(usual_volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE hub (
	name VARCHAR NOT NULL,
	nation VARCHAR(16) NOT NULL,
	postcode VARCHAR NOT NULL,
	easting INTEGER,
	northing INTEGER,
	la_code VARCHAR NOT NULL,
	phone VARCHAR NOT NULL,
	safeguarding_phone VARCHAR NOT NULL,
	lead_name VARCHAR NOT NULL,
	consent_wording VARCHAR NOT NULL,
	consent_version VARCHAR NOT NULL,
	is_demo BOOLEAN NOT NULL,
	backup_place VARCHAR NOT NULL,
	settings JSON NOT NULL,
	lists_key VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_hub PRIMARY KEY (id),
	CONSTRAINT ck_hub_nation CHECK (nation IN ('england', 'wales', 'scotland', 'northern-ireland'))
)
;
CREATE TABLE hub_checklist (
	code VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	lines VARCHAR NOT NULL,
	needs VARCHAR NOT NULL,
	is_used BOOLEAN NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_hub_checklist PRIMARY KEY (id)
)
;
CREATE TABLE import_profile (
	name VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	fingerprint VARCHAR NOT NULL,
	mapping JSON NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_import_profile PRIMARY KEY (id),
	CONSTRAINT uq_import_profile_kind_fingerprint UNIQUE (kind, fingerprint)
)
;
CREATE TABLE import_run (
	by_id CHAR(32) NOT NULL,
	kind VARCHAR NOT NULL,
	file_name VARCHAR NOT NULL,
	profile VARCHAR NOT NULL,
	counts JSON NOT NULL,
	txn CHAR(32) NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_import_run PRIMARY KEY (id),
	CONSTRAINT fk_import_run_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE incident (
	number INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	kind VARCHAR(16) NOT NULL,
	note VARCHAR NOT NULL,
	opened_at VARCHAR(27) NOT NULL,
	opened_by_id CHAR(32),
	closed_at VARCHAR(27),
	closed_by_id CHAR(32),
	learned VARCHAR NOT NULL,
	erase_on DATE,
	stopped_why VARCHAR NOT NULL,
	erased_at VARCHAR(27),
	figures JSON NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_incident PRIMARY KEY (id),
	CONSTRAINT ck_incident_incidentkind CHECK (kind IN ('flood', 'snow', 'heat', 'power_cut', 'lockdown', 'fire', 'other')),
	CONSTRAINT fk_incident_opened_by_id_user_account FOREIGN KEY(opened_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_incident_closed_by_id_user_account FOREIGN KEY(closed_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE incident_area (
	id CHAR(32) NOT NULL,
	incident_id CHAR(32) NOT NULL,
	area_id CHAR(32) NOT NULL,
	CONSTRAINT pk_incident_area PRIMARY KEY (id),
	CONSTRAINT uq_incident_area_incident_id_area_id UNIQUE (incident_id, area_id),
	CONSTRAINT fk_incident_area_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_incident_area_area_id_area FOREIGN KEY(area_id) REFERENCES area (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE incident_need (
	id CHAR(32) NOT NULL,
	incident_id CHAR(32) NOT NULL,
	need_type_id CHAR(32) NOT NULL,
	is_own BOOLEAN NOT NULL,
	CONSTRAINT pk_incident_need PRIMARY KEY (id),
	CONSTRAINT uq_incident_need_incident_id_need_type_id UNIQUE (incident_id, need_type_id),
	CONSTRAINT fk_incident_need_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_incident_need_need_type_id_need_type FOREIGN KEY(need_type_id) REFERENCES need_type (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE info_card (
	number INTEGER NOT NULL,
	title VARCHAR NOT NULL,
	words VARCHAR NOT NULL,
	phone VARCHAR NOT NULL,
	url VARCHAR NOT NULL,
	open_when VARCHAR NOT NULL,
	area_id CHAR(32),
	organisation_id CHAR(32),
	source VARCHAR NOT NULL,
	checked_on DATE NOT NULL,
	review_on DATE NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_info_card PRIMARY KEY (id),
	CONSTRAINT fk_info_card_area_id_area FOREIGN KEY(area_id) REFERENCES area (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_info_card_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE info_card_need (
	id CHAR(32) NOT NULL,
	card_id CHAR(32) NOT NULL,
	need_type_id CHAR(32) NOT NULL,
	CONSTRAINT pk_info_card_need PRIMARY KEY (id),
	CONSTRAINT uq_info_card_need_card_id_need_type_id UNIQUE (card_id, need_type_id),
	CONSTRAINT fk_info_card_need_card_id_info_card FOREIGN KEY(card_id) REFERENCES info_card (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_info_card_need_need_type_id_need_type FOREIGN KEY(need_type_id) REFERENCES need_type (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE kept_count (
	id CHAR(32) NOT NULL,
	week DATE NOT NULL,
	area_id CHAR(32),
	la_code VARCHAR NOT NULL,
	need_type_id CHAR(32) NOT NULL,
	outcome VARCHAR NOT NULL,
	requests INTEGER NOT NULL,
	tasks INTEGER NOT NULL,
	met INTEGER NOT NULL,
	CONSTRAINT pk_kept_count PRIMARY KEY (id),
	CONSTRAINT uq_kept_count_week_area_id_la_code_need_type_id_outcome UNIQUE (week, area_id, la_code, need_type_id, outcome),
	CONSTRAINT fk_kept_count_area_id_area FOREIGN KEY(area_id) REFERENCES area (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_kept_count_need_type_id_need_type FOREIGN KEY(need_type_id) REFERENCES need_type (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE ladder_choice (
	request_id CHAR(32) NOT NULL,
	own VARCHAR(16) NOT NULL,
	around VARCHAR(16) NOT NULL,
	rung VARCHAR(16),
	reason VARCHAR NOT NULL,
	passed_over JSON NOT NULL,
	by_id CHAR(32),
	chosen_at VARCHAR(27),
	otherwise VARCHAR(16),
	otherwise_note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_ladder_choice PRIMARY KEY (id),
	CONSTRAINT fk_ladder_choice_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_ladder_choice_answer CHECK (own IN ('yes', 'no', 'not_asked')),
	CONSTRAINT ck_ladder_choice_answer CHECK (around IN ('yes', 'no', 'not_asked')),
	CONSTRAINT ck_ladder_choice_rung CHECK (rung IN ('own_strengths', 'people_around', 'community', 'hub', 'statutory')),
	CONSTRAINT fk_ladder_choice_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_ladder_choice_otherwise CHECK (otherwise IN ('managed', 'people_around', 'other_group', 'gone_without', 'statutory', 'emergency', 'not_known'))
)
;
CREATE TABLE legal_term (
	kind VARCHAR(19) NOT NULL,
	code VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	words VARCHAR NOT NULL,
	source VARCHAR NOT NULL,
	acts_as VARCHAR(30),
	decided_by VARCHAR NOT NULL,
	decided_on DATE,
	version INTEGER NOT NULL,
	position INTEGER NOT NULL,
	is_active BOOLEAN NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_legal_term PRIMARY KEY (id),
	CONSTRAINT uq_legal_term_kind_code UNIQUE (kind, code),
	CONSTRAINT ck_legal_term_termkind CHECK (kind IN ('basis', 'recognised_interest', 'special_condition', 'schedule_1')),
	CONSTRAINT ck_legal_term_lawfulbasis CHECK (acts_as IN ('consent', 'legitimate_interests', 'recognised_legitimate_interest', 'vital_interests', 'public_task', 'legal_obligation'))
)
;
CREATE TABLE loan (
	number INTEGER NOT NULL,
	asset_id CHAR(32) NOT NULL,
	person_id CHAR(32),
	organisation_id CHAR(32),
	lent_on DATE NOT NULL,
	due_on DATE NOT NULL,
	agreed VARCHAR NOT NULL,
	condition_out VARCHAR(16) NOT NULL,
	condition_back VARCHAR(16),
	returned_on DATE,
	lost_on DATE,
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_loan PRIMARY KEY (id),
	CONSTRAINT fk_loan_asset_id_asset FOREIGN KEY(asset_id) REFERENCES asset (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_loan_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_loan_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_loan_condition CHECK (condition_out IN ('good', 'worn', 'broken')),
	CONSTRAINT ck_loan_condition CHECK (condition_back IN ('good', 'worn', 'broken'))
)
;
CREATE TABLE mileage_rate (
	vehicle VARCHAR(16) NOT NULL,
	since DATE NOT NULL,
	pence INTEGER NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_mileage_rate PRIMARY KEY (id),
	CONSTRAINT ck_mileage_rate_vehicle CHECK (vehicle IN ('car', 'motorcycle', 'bicycle', 'passenger'))
)
;
CREATE TABLE money_claim (
	number INTEGER NOT NULL,
	volunteer_id CHAR(32),
	state VARCHAR(16) NOT NULL,
	asked_on DATE NOT NULL,
	asked_by_id CHAR(32) NOT NULL,
	fund_id CHAR(32),
	decided_by_id CHAR(32),
	decided_at VARCHAR(27),
	why VARCHAR NOT NULL,
	paid_on DATE,
	paid_by_id CHAR(32),
	second_name VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_money_claim PRIMARY KEY (id),
	CONSTRAINT fk_money_claim_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_money_claim_claimstate CHECK (state IN ('asked', 'approved', 'declined', 'paid')),
	CONSTRAINT fk_money_claim_asked_by_id_user_account FOREIGN KEY(asked_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_money_claim_fund_id_fund FOREIGN KEY(fund_id) REFERENCES fund (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_money_claim_decided_by_id_user_account FOREIGN KEY(decided_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_money_claim_paid_by_id_user_account FOREIGN KEY(paid_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE money_count (
	account VARCHAR(16) NOT NULL,
	on_date DATE NOT NULL,
	by_id CHAR(32) NOT NULL,
	counted INTEGER NOT NULL,
	ledger INTEGER NOT NULL,
	why VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_money_count PRIMARY KEY (id),
	CONSTRAINT ck_money_count_account CHECK (account IN ('bank', 'cash', 'float', 'owed', 'fund', 'own')),
	CONSTRAINT fk_money_count_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE money_float (
	number INTEGER NOT NULL,
	volunteer_id CHAR(32),
	whose VARCHAR(16) NOT NULL,
	person_id CHAR(32),
	request_id CHAR(32),
	fund_id CHAR(32),
	given_on DATE NOT NULL,
	given INTEGER NOT NULL,
	signed_on DATE,
	closed_on DATE,
	difference INTEGER NOT NULL,
	difference_why VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_money_float PRIMARY KEY (id),
	CONSTRAINT fk_money_float_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_money_float_whose CHECK (whose IN ('hub', 'person')),
	CONSTRAINT fk_money_float_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_money_float_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_money_float_fund_id_fund FOREIGN KEY(fund_id) REFERENCES fund (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE money_line (
	move_id CHAR(32) NOT NULL,
	account VARCHAR(16) NOT NULL,
	fund_id CHAR(32),
	float_id CHAR(32),
	payer_id CHAR(32),
	pence INTEGER NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_money_line PRIMARY KEY (id),
	CONSTRAINT fk_money_line_move_id_money_move FOREIGN KEY(move_id) REFERENCES money_move (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_money_line_account CHECK (account IN ('bank', 'cash', 'float', 'owed', 'fund', 'own')),
	CONSTRAINT fk_money_line_fund_id_fund FOREIGN KEY(fund_id) REFERENCES fund (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_money_line_float_id_money_float FOREIGN KEY(float_id) REFERENCES money_float (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_money_line_payer_id_organisation FOREIGN KEY(payer_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE money_move (
	number INTEGER NOT NULL,
	kind VARCHAR(16) NOT NULL,
	on_date DATE NOT NULL,
	by_id CHAR(32) NOT NULL,
	words VARCHAR NOT NULL,
	document VARCHAR NOT NULL,
	about_id CHAR(32),
	reverses_id CHAR(32),
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_money_move PRIMARY KEY (id),
	CONSTRAINT ck_money_move_movekind CHECK (kind IN ('in', 'out', 'transfer', 'banked', 'float_given', 'change_back', 'spent', 'difference', 'reimbursed', 'granted', 'recharged', 'recharge_paid', 'adjusted')),
	CONSTRAINT fk_money_move_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT uq_money_move_reverses_id UNIQUE (reverses_id),
	CONSTRAINT fk_money_move_reverses_id_money_move FOREIGN KEY(reverses_id) REFERENCES money_move (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE money_receipt (
	float_id CHAR(32) NOT NULL,
	request_id CHAR(32),
	on_date DATE NOT NULL,
	shop VARCHAR NOT NULL,
	document VARCHAR NOT NULL,
	pence INTEGER NOT NULL,
	move_id CHAR(32),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_money_receipt PRIMARY KEY (id),
	CONSTRAINT fk_money_receipt_float_id_money_float FOREIGN KEY(float_id) REFERENCES money_float (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_money_receipt_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_money_receipt_move_id_money_move FOREIGN KEY(move_id) REFERENCES money_move (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE need_type (
	code VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	icon VARCHAR NOT NULL,
	kind VARCHAR(16) NOT NULL,
	risk VARCHAR(16) NOT NULL,
	is_private BOOLEAN NOT NULL,
	"key" INTEGER,
	position INTEGER NOT NULL,
	default_urgency VARCHAR(16) NOT NULL,
	minutes INTEGER NOT NULL,
	item_one VARCHAR NOT NULL,
	item_many VARCHAR NOT NULL,
	keep VARCHAR NOT NULL,
	at_door BOOLEAN NOT NULL,
	needs_transport JSON NOT NULL,
	questions JSON NOT NULL,
	handover_code VARCHAR NOT NULL,
	is_active BOOLEAN NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_need_type PRIMARY KEY (id),
	CONSTRAINT uq_need_type_code UNIQUE (code),
	CONSTRAINT ck_need_type_taskkind CHECK (kind IN ('delivery', 'visit', 'call', 'errand', 'collection')),
	CONSTRAINT ck_need_type_risktier CHECK (risk IN ('low', 'medium', 'high')),
	CONSTRAINT ck_need_type_urgency CHECK (default_urgency IN ('today', 'tomorrow', 'this_week', 'no_rush'))
)
;
CREATE TABLE neighbour_offer (
	number INTEGER NOT NULL,
	kind VARCHAR(16) NOT NULL,
	words VARCHAR NOT NULL,
	when_words VARCHAR NOT NULL,
	street VARCHAR NOT NULL,
	postcode VARCHAR NOT NULL,
	door VARCHAR NOT NULL,
	person_id CHAR(32),
	first_day DATE NOT NULL,
	last_day DATE,
	paper_contact VARCHAR(60) NOT NULL,
	on_paper VARCHAR(16) NOT NULL,
	agreed_on DATE,
	note VARCHAR NOT NULL,
	ended_on DATE,
	end_note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_neighbour_offer PRIMARY KEY (id),
	CONSTRAINT ck_neighbour_offer_neighbourkind CHECK (kind IN ('shopping', 'prescription', 'meal', 'ring', 'lift', 'dog', 'spare_key', 'odd_jobs', 'digital', 'other')),
	CONSTRAINT fk_neighbour_offer_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_neighbour_offer_answer CHECK (on_paper IN ('yes', 'no', 'not_asked'))
)
;
CREATE TABLE notice_given (
	person_id CHAR(32) NOT NULL,
	notice_id CHAR(32) NOT NULL,
	by_id CHAR(32) NOT NULL,
	how VARCHAR(16) NOT NULL,
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_notice_given PRIMARY KEY (id),
	CONSTRAINT fk_notice_given_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_notice_given_notice_id_privacy_notice FOREIGN KEY(notice_id) REFERENCES privacy_notice (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_notice_given_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_notice_given_noticehow CHECK (how IN ('read_out', 'handed_over', 'posted', 'sent', 'shown', 'knew_already'))
)
;
CREATE TABLE offer (
	task_id CHAR(32) NOT NULL,
	volunteer_id CHAR(32) NOT NULL,
	answer VARCHAR(16) NOT NULL,
	asked_at VARCHAR(27),
	asked_by_id CHAR(32),
	hold_until VARCHAR(27),
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_offer PRIMARY KEY (id),
	CONSTRAINT fk_offer_task_id_task FOREIGN KEY(task_id) REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_offer_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_offer_offeranswer CHECK (answer IN ('not_yet_asked', 'asked', 'yes', 'no', 'no_answer', 'will_ring_back')),
	CONSTRAINT fk_offer_asked_by_id_user_account FOREIGN KEY(asked_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE opening (
	by_id CHAR(32) NOT NULL,
	reason VARCHAR NOT NULL,
	opened_at VARCHAR(27) NOT NULL,
	until VARCHAR(27) NOT NULL,
	ended_at VARCHAR(27),
	ended_by VARCHAR(16),
	seen_at VARCHAR(27),
	seen_by_id CHAR(32),
	seen_note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_opening PRIMARY KEY (id),
	CONSTRAINT fk_opening_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_opening_openingend CHECK (ended_by IN ('self', 'lock', 'switch', 'close')),
	CONSTRAINT fk_opening_seen_by_id_user_account FOREIGN KEY(seen_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE organisation (
	number INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	layer VARCHAR(16) NOT NULL,
	remit VARCHAR NOT NULL,
	boundaries VARCHAR NOT NULL,
	contact_name VARCHAR NOT NULL,
	contact_role VARCHAR NOT NULL,
	contact_until DATE,
	deputy_name VARCHAR NOT NULL,
	deputy_role VARCHAR NOT NULL,
	deputy_phone VARCHAR NOT NULL,
	deputy_until DATE,
	contact_checked_on DATE,
	phone VARCHAR NOT NULL,
	email VARCHAR NOT NULL,
	url VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	postcode VARCHAR NOT NULL,
	la_code VARCHAR NOT NULL,
	agreement VARCHAR NOT NULL,
	agreement_from DATE,
	agreement_until DATE,
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_organisation PRIMARY KEY (id),
	CONSTRAINT ck_organisation_layer CHECK (layer IN ('street', 'anchor', 'statutory', 'business', 'faith', 'other'))
)
;
CREATE TABLE organisation_area (
	id CHAR(32) NOT NULL,
	organisation_id CHAR(32) NOT NULL,
	area_id CHAR(32) NOT NULL,
	CONSTRAINT pk_organisation_area PRIMARY KEY (id),
	CONSTRAINT uq_organisation_area_organisation_id_area_id UNIQUE (organisation_id, area_id),
	CONSTRAINT fk_organisation_area_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_organisation_area_area_id_area FOREIGN KEY(area_id) REFERENCES area (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE organisation_need (
	id CHAR(32) NOT NULL,
	organisation_id CHAR(32) NOT NULL,
	need_type_id CHAR(32) NOT NULL,
	CONSTRAINT pk_organisation_need PRIMARY KEY (id),
	CONSTRAINT uq_organisation_need_organisation_id_need_type_id UNIQUE (organisation_id, need_type_id),
	CONSTRAINT fk_organisation_need_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_organisation_need_need_type_id_need_type FOREIGN KEY(need_type_id) REFERENCES need_type (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE out_now (
	volunteer_id CHAR(32) NOT NULL,
	round_id CHAR(32),
	what VARCHAR NOT NULL,
	alone BOOLEAN NOT NULL,
	out_at VARCHAR(27) NOT NULL,
	due_at VARCHAR(27) NOT NULL,
	heard_at VARCHAR(27),
	step INTEGER NOT NULL,
	back_at VARCHAR(27),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_out_now PRIMARY KEY (id),
	CONSTRAINT fk_out_now_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_out_now_round_id_round FOREIGN KEY(round_id) REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE out_step (
	out_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	at VARCHAR(27) NOT NULL,
	by_id CHAR(32) NOT NULL,
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_out_step PRIMARY KEY (id),
	CONSTRAINT fk_out_step_out_id_out_now FOREIGN KEY(out_id) REFERENCES out_now (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_out_step_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE outing (
	number INTEGER NOT NULL,
	place VARCHAR NOT NULL,
	on_date DATE NOT NULL,
	starts_at TIME NOT NULL,
	ends_at TIME NOT NULL,
	meet_at VARCHAR NOT NULL,
	travel VARCHAR NOT NULL,
	seats INTEGER,
	wheelchairs INTEGER,
	ratio INTEGER NOT NULL,
	because_of VARCHAR(16) NOT NULL,
	to_care VARCHAR(16) NOT NULL,
	note VARCHAR NOT NULL,
	cancelled_on DATE,
	cancel_note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_outing PRIMARY KEY (id),
	CONSTRAINT ck_outing_answer CHECK (because_of IN ('yes', 'no', 'not_asked')),
	CONSTRAINT ck_outing_answer CHECK (to_care IN ('yes', 'no', 'not_asked'))
)
;
CREATE TABLE outing_companion (
	outing_id CHAR(32) NOT NULL,
	volunteer_id CHAR(32) NOT NULL,
	drives BOOLEAN NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_outing_companion PRIMARY KEY (id),
	CONSTRAINT fk_outing_companion_outing_id_outing FOREIGN KEY(outing_id) REFERENCES outing (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_outing_companion_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE outing_guest (
	outing_id CHAR(32) NOT NULL,
	person_id CHAR(32) NOT NULL,
	wheelchair BOOLEAN NOT NULL,
	no_steps BOOLEAN NOT NULL,
	outcome VARCHAR(16) NOT NULL,
	outcome_note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_outing_guest PRIMARY KEY (id),
	CONSTRAINT fk_outing_guest_outing_id_outing FOREIGN KEY(outing_id) REFERENCES outing (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_outing_guest_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_outing_guest_guestoutcome CHECK (outcome IN ('not_yet', 'came', 'did_not', 'unwell'))
)
;
CREATE TABLE pair_decision (
	a_id CHAR(32) NOT NULL,
	b_id CHAR(32) NOT NULL,
	answer VARCHAR(16) NOT NULL,
	txn CHAR(32) NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_pair_decision PRIMARY KEY (id),
	CONSTRAINT uq_pair_decision_a_id_b_id UNIQUE (a_id, b_id),
	CONSTRAINT fk_pair_decision_a_id_person FOREIGN KEY(a_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_pair_decision_b_id_person FOREIGN KEY(b_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_pair_decision_pairanswer CHECK (answer IN ('same_person', 'same_household', 'not_same'))
)
;
CREATE TABLE person (
	number INTEGER NOT NULL,
	first_name VARCHAR NOT NULL,
	middle_name VARCHAR NOT NULL,
	last_name VARCHAR NOT NULL,
	preferred_name VARCHAR NOT NULL,
	date_of_birth DATE,
	household_id CHAR(32),
	email VARCHAR NOT NULL,
	contact_preference VARCHAR(16) NOT NULL,
	language_code VARCHAR NOT NULL,
	communication_needs VARCHAR NOT NULL,
	good_to_know VARCHAR NOT NULL,
	strengths VARCHAR NOT NULL,
	status VARCHAR(16) NOT NULL,
	status_note VARCHAR NOT NULL,
	source_reference VARCHAR NOT NULL,
	safe_number VARCHAR NOT NULL,
	safe_when VARCHAR NOT NULL,
	safe_message VARCHAR(16) NOT NULL,
	safe_post VARCHAR(16) NOT NULL,
	merged_into_id CHAR(32),
	seen_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_person PRIMARY KEY (id),
	CONSTRAINT fk_person_household_id_household FOREIGN KEY(household_id) REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_person_contactpreference CHECK (contact_preference IN ('call', 'text', 'email', 'letter', 'visit', 'unknown')),
	CONSTRAINT ck_person_personstatus CHECK (status IN ('active', 'moved', 'deceased', 'do_not_contact')),
	CONSTRAINT ck_person_answer CHECK (safe_message IN ('yes', 'no', 'not_asked')),
	CONSTRAINT ck_person_answer CHECK (safe_post IN ('yes', 'no', 'not_asked')),
	CONSTRAINT fk_person_merged_into_id_person FOREIGN KEY(merged_into_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE phone (
	person_id CHAR(32) NOT NULL,
	e164 VARCHAR NOT NULL,
	raw VARCHAR NOT NULL,
	kind VARCHAR(16) NOT NULL,
	note VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_phone PRIMARY KEY (id),
	CONSTRAINT fk_phone_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_phone_phonekind CHECK (kind IN ('mobile', 'landline', 'work', 'other'))
)
;
CREATE TABLE phone_line (
	round_id CHAR(32) NOT NULL,
	place INTEGER NOT NULL,
	person_id CHAR(32) NOT NULL,
	caller VARCHAR NOT NULL,
	on_date DATE NOT NULL,
	with_id CHAR(32),
	state VARCHAR(16) NOT NULL,
	tries INTEGER NOT NULL,
	why VARCHAR NOT NULL,
	done_at VARCHAR(27),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_phone_line PRIMARY KEY (id),
	CONSTRAINT fk_phone_line_round_id_phone_round FOREIGN KEY(round_id) REFERENCES phone_round (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_phone_line_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_phone_line_with_id_phone_line FOREIGN KEY(with_id) REFERENCES phone_line (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_phone_line_linestate CHECK (state IN ('to_do', 'made', 'no_answer', 'wrong_number', 'left_out'))
)
;
CREATE TABLE phone_round (
	number INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	asks VARCHAR NOT NULL,
	starts_on DATE NOT NULL,
	tries INTEGER NOT NULL,
	closed_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_phone_round PRIMARY KEY (id)
)
;
CREATE TABLE placement (
	volunteer_id CHAR(32) NOT NULL,
	organisation_id CHAR(32) NOT NULL,
	role VARCHAR NOT NULL,
	first_day DATE NOT NULL,
	last_day DATE NOT NULL,
	weekly_minutes INTEGER,
	contact_name VARCHAR NOT NULL,
	contact_phone VARCHAR NOT NULL,
	host_checks VARCHAR NOT NULL,
	meanwhile VARCHAR(16) NOT NULL,
	review_on DATE NOT NULL,
	agreed_on DATE NOT NULL,
	returned_on DATE,
	return_note VARCHAR NOT NULL,
	absence_id CHAR(32),
	weekdays JSON NOT NULL,
	starts_at TIME,
	ends_at TIME,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_placement PRIMARY KEY (id),
	CONSTRAINT fk_placement_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_placement_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_placement_meanwhile CHECK (meanwhile IN ('nothing', 'other_hours')),
	CONSTRAINT fk_placement_absence_id_absence FOREIGN KEY(absence_id) REFERENCES absence (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE privacy_notice (
	version INTEGER NOT NULL,
	body VARCHAR NOT NULL,
	in_use_from DATE NOT NULL,
	reason VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_privacy_notice PRIMARY KEY (id),
	CONSTRAINT uq_privacy_notice_version UNIQUE (version)
)
;
CREATE TABLE recall (
	number INTEGER NOT NULL,
	title VARCHAR NOT NULL,
	words VARCHAR NOT NULL,
	opened_on DATE NOT NULL,
	ended_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_recall PRIMARY KEY (id)
)
;
CREATE TABLE recall_call (
	recall_id CHAR(32) NOT NULL,
	volunteer_id CHAR(32) NOT NULL,
	answer VARCHAR(16) NOT NULL,
	tries INTEGER NOT NULL,
	on_date DATE,
	next_on DATE,
	can_from DATE,
	note VARCHAR NOT NULL,
	by_id CHAR(32),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_recall_call PRIMARY KEY (id),
	CONSTRAINT uq_recall_call_recall_id_volunteer_id UNIQUE (recall_id, volunteer_id),
	CONSTRAINT fk_recall_call_recall_id_recall FOREIGN KEY(recall_id) REFERENCES recall (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_recall_call_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_recall_call_recallanswer CHECK (answer IN ('to_ring', 'yes', 'not_now', 'no_more', 'no_answer', 'wrong_number')),
	CONSTRAINT fk_recall_call_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE recharge (
	number INTEGER NOT NULL,
	payer_id CHAR(32) NOT NULL,
	request_id CHAR(32),
	fund_id CHAR(32) NOT NULL,
	on_date DATE NOT NULL,
	words VARCHAR NOT NULL,
	document VARCHAR NOT NULL,
	pence INTEGER NOT NULL,
	statement_id CHAR(32),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_recharge PRIMARY KEY (id),
	CONSTRAINT fk_recharge_payer_id_organisation FOREIGN KEY(payer_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_recharge_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_recharge_fund_id_fund FOREIGN KEY(fund_id) REFERENCES fund (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_recharge_statement_id_recharge_statement FOREIGN KEY(statement_id) REFERENCES recharge_statement (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE recharge_statement (
	number INTEGER NOT NULL,
	payer_id CHAR(32) NOT NULL,
	from_on DATE NOT NULL,
	until_on DATE NOT NULL,
	state VARCHAR(16) NOT NULL,
	sent_on DATE,
	paid_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_recharge_statement PRIMARY KEY (id),
	CONSTRAINT fk_recharge_statement_payer_id_organisation FOREIGN KEY(payer_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_recharge_statement_statementstate CHECK (state IN ('draft', 'sent', 'paid'))
)
;
CREATE TABLE referral (
	number INTEGER NOT NULL,
	direction VARCHAR(16) NOT NULL,
	status VARCHAR(16) NOT NULL,
	request_id CHAR(32),
	person_id CHAR(32),
	organisation_id CHAR(32) NOT NULL,
	service_id CHAR(32),
	to_team VARCHAR NOT NULL,
	to_name VARCHAR NOT NULL,
	need_type_id CHAR(32) NOT NULL,
	urgency VARCHAR(16) NOT NULL,
	words VARCHAR NOT NULL,
	wants VARCHAR NOT NULL,
	already_doing VARCHAR NOT NULL,
	safety_note VARCHAR NOT NULL,
	health_note VARCHAR NOT NULL,
	basis VARCHAR(30),
	basis_reason VARCHAR NOT NULL,
	basis_code VARCHAR NOT NULL,
	consent_id CHAR(32),
	health_consent_id CHAR(32),
	fields JSON NOT NULL,
	taken_by_id CHAR(32),
	taken_at VARCHAR(27) NOT NULL,
	sent_at VARCHAR(27),
	sent_how VARCHAR(16),
	sent_note VARCHAR NOT NULL,
	chase_on DATE,
	acknowledged_at VARCHAR(27),
	acknowledged_by VARCHAR NOT NULL,
	accepted_at VARCHAR(27),
	closed_at VARCHAR(27),
	outcome VARCHAR(16),
	outcome_note VARCHAR NOT NULL,
	decline_reason VARCHAR(16),
	onward_id CHAR(32),
	onward_name VARCHAR NOT NULL,
	introducer VARCHAR NOT NULL,
	introducer_told_on DATE,
	person_told_on DATE,
	otherwise VARCHAR(16),
	otherwise_note VARCHAR NOT NULL,
	rung VARCHAR(16),
	rung_reason VARCHAR NOT NULL,
	fields_reason VARCHAR NOT NULL,
	batch CHAR(32),
	their_reference VARCHAR NOT NULL,
	their_row JSON NOT NULL,
	answered_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_referral PRIMARY KEY (id),
	CONSTRAINT ck_referral_referraldirection CHECK (direction IN ('out', 'in')),
	CONSTRAINT ck_referral_referralstatus CHECK (status IN ('draft', 'sent', 'acknowledged', 'accepted', 'completed', 'declined', 'returned', 'withdrawn')),
	CONSTRAINT fk_referral_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_referral_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_referral_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_referral_service_id_service FOREIGN KEY(service_id) REFERENCES service (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_referral_need_type_id_need_type FOREIGN KEY(need_type_id) REFERENCES need_type (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_referral_urgency CHECK (urgency IN ('today', 'tomorrow', 'this_week', 'no_rush')),
	CONSTRAINT ck_referral_lawfulbasis CHECK (basis IN ('consent', 'legitimate_interests', 'recognised_legitimate_interest', 'vital_interests', 'public_task', 'legal_obligation')),
	CONSTRAINT fk_referral_consent_id_consent FOREIGN KEY(consent_id) REFERENCES consent (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_referral_health_consent_id_consent FOREIGN KEY(health_consent_id) REFERENCES consent (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_referral_taken_by_id_user_account FOREIGN KEY(taken_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_referral_senthow CHECK (sent_how IN ('by_hand', 'post', 'phone', 'email', 'file', 'in_person', 'other')),
	CONSTRAINT ck_referral_referraloutcome CHECK (outcome IN ('helped', 'partly_helped', 'not_needed', 'could_not_reach', 'did_not_want', 'not_helped')),
	CONSTRAINT ck_referral_declinereason CHECK (decline_reason IN ('no_capacity', 'not_our_area', 'not_eligible', 'not_what_we_do', 'already_known', 'too_risky', 'other')),
	CONSTRAINT fk_referral_onward_id_organisation FOREIGN KEY(onward_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_referral_otherwise CHECK (otherwise IN ('managed', 'people_around', 'other_group', 'gone_without', 'statutory', 'emergency', 'not_known')),
	CONSTRAINT ck_referral_rung CHECK (rung IN ('own_strengths', 'people_around', 'community', 'hub', 'statutory'))
)
;
CREATE TABLE referral_step (
	referral_id CHAR(32) NOT NULL,
	by_id CHAR(32),
	kind VARCHAR(16) NOT NULL,
	how VARCHAR(16),
	who VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_referral_step PRIMARY KEY (id),
	CONSTRAINT fk_referral_step_referral_id_referral FOREIGN KEY(referral_id) REFERENCES referral (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_referral_step_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_referral_step_stepkind CHECK (kind IN ('agreed', 'sent', 'acknowledged', 'never_got', 'no_answer', 'more_asked', 'accepted', 'completed', 'declined', 'returned', 'withdrawn', 'person_told', 'introducer_told', 'reply_made', 'note')),
	CONSTRAINT ck_referral_step_senthow CHECK (how IN ('by_hand', 'post', 'phone', 'email', 'file', 'in_person', 'other'))
)
;
CREATE TABLE relief_centre (
	incident_id CHAR(32) NOT NULL,
	name VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	phone VARCHAR NOT NULL,
	places INTEGER,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_relief_centre PRIMARY KEY (id),
	CONSTRAINT fk_relief_centre_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE remembered_place (
	area_key VARCHAR NOT NULL,
	household_id CHAR(32) NOT NULL,
	position INTEGER NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_remembered_place PRIMARY KEY (id),
	CONSTRAINT uq_remembered_place_area_key_household_id UNIQUE (area_key, household_id),
	CONSTRAINT fk_remembered_place_household_id_household FOREIGN KEY(household_id) REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE request (
	number INTEGER NOT NULL,
	person_id CHAR(32) NOT NULL,
	need_type_id CHAR(32) NOT NULL,
	urgency VARCHAR(16) NOT NULL,
	due_on DATE,
	not_before TIME,
	due_time TIME,
	source VARCHAR(16) NOT NULL,
	status VARCHAR(16) NOT NULL,
	words VARCHAR NOT NULL,
	answers JSON NOT NULL,
	items VARCHAR NOT NULL,
	collects BOOLEAN NOT NULL,
	because_of VARCHAR(16) NOT NULL,
	recurrence VARCHAR NOT NULL,
	starts_on DATE,
	holidays VARCHAR(16) NOT NULL,
	caller_name VARCHAR NOT NULL,
	caller_relationship VARCHAR NOT NULL,
	caller_phone VARCHAR NOT NULL,
	caller_knows VARCHAR(16) NOT NULL,
	before_they_go JSON NOT NULL,
	taken_by_id CHAR(32),
	taken_at VARCHAR(27) NOT NULL,
	waiting_on VARCHAR NOT NULL,
	passed_to_id CHAR(32),
	owner_id CHAR(32),
	incident_id CHAR(32),
	owner_reason VARCHAR NOT NULL,
	follows_id CHAR(32),
	close_reason VARCHAR(16),
	close_note VARCHAR NOT NULL,
	closed_at VARCHAR(27),
	source_reference VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_request PRIMARY KEY (id),
	CONSTRAINT fk_request_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_request_need_type_id_need_type FOREIGN KEY(need_type_id) REFERENCES need_type (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_request_urgency CHECK (urgency IN ('today', 'tomorrow', 'this_week', 'no_rush')),
	CONSTRAINT ck_request_channel CHECK (source IN ('phone', 'web', 'email', 'text', 'letter', 'in_person', 'partner', 'import', 'other')),
	CONSTRAINT ck_request_requeststatus CHECK (status IN ('new', 'triaged', 'assigned', 'in_progress', 'done', 'waiting', 'passed_on', 'cancelled')),
	CONSTRAINT ck_request_answer CHECK (because_of IN ('yes', 'no', 'not_asked')),
	CONSTRAINT ck_request_holidayrule CHECK (holidays IN ('as_usual', 'skip', 'day_before', 'day_after')),
	CONSTRAINT ck_request_answer CHECK (caller_knows IN ('yes', 'no', 'not_asked')),
	CONSTRAINT fk_request_taken_by_id_user_account FOREIGN KEY(taken_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_request_passed_to_id_organisation FOREIGN KEY(passed_to_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_request_owner_id_organisation FOREIGN KEY(owner_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_request_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_request_follows_id_request FOREIGN KEY(follows_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_request_closereason CHECK (close_reason IN ('met', 'partly_met', 'not_needed', 'could_not_reach', 'no_capacity', 'referred_on', 'duplicate'))
)
;
CREATE TABLE retention_hold (
	person_id CHAR(32) NOT NULL,
	reason VARCHAR NOT NULL,
	placed_by_id CHAR(32) NOT NULL,
	placed_at VARCHAR(27) NOT NULL,
	look_again_on DATE,
	ended_at VARCHAR(27),
	ended_by_id CHAR(32),
	end_reason VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_retention_hold PRIMARY KEY (id),
	CONSTRAINT fk_retention_hold_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_retention_hold_placed_by_id_user_account FOREIGN KEY(placed_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_retention_hold_ended_by_id_user_account FOREIGN KEY(ended_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE retention_rule (
	type VARCHAR(16) NOT NULL,
	months INTEGER NOT NULL,
	action VARCHAR(16) NOT NULL,
	why VARCHAR NOT NULL,
	owner VARCHAR NOT NULL,
	source VARCHAR NOT NULL,
	review_on DATE,
	is_active BOOLEAN NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_retention_rule PRIMARY KEY (id),
	CONSTRAINT uq_retention_rule_type UNIQUE (type),
	CONSTRAINT ck_retention_rule_retentiontype CHECK (type IN ('people', 'requests', 'contacts', 'volunteers', 'applicants', 'shift_notes', 'drafts', 'group_notes', 'answered', 'neighbours', 'money', 'out')),
	CONSTRAINT ck_retention_rule_retentionaction CHECK (action IN ('erase', 'anonymise'))
)
;
CREATE TABLE rights_request (
	number INTEGER NOT NULL,
	person_id CHAR(32) NOT NULL,
	kind VARCHAR(16) NOT NULL,
	received_on DATE NOT NULL,
	due_on DATE NOT NULL,
	state VARCHAR(16) NOT NULL,
	words VARCHAR NOT NULL,
	how VARCHAR NOT NULL,
	who_they_are VARCHAR NOT NULL,
	identity_asked_on DATE,
	identity_on DATE,
	clarity_asked_on DATE,
	clarity_on DATE,
	extended_on DATE,
	extended_why VARCHAR NOT NULL,
	handled_by VARCHAR NOT NULL,
	closed_on DATE,
	outcome VARCHAR NOT NULL,
	lifted_on DATE,
	lifted_why VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_rights_request PRIMARY KEY (id),
	CONSTRAINT fk_rights_request_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_rights_request_rightkind CHECK (kind IN ('access', 'erasure', 'correction', 'restriction', 'objection', 'copy')),
	CONSTRAINT ck_rights_request_rightstate CHECK (state IN ('open', 'done', 'refused'))
)
;
CREATE TABLE rota_day (
	job_id CHAR(32) NOT NULL,
	on_date DATE NOT NULL,
	starts_at TIME,
	ends_at TIME,
	is_cancelled BOOLEAN NOT NULL,
	is_extra BOOLEAN NOT NULL,
	why VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_rota_day PRIMARY KEY (id),
	CONSTRAINT fk_rota_day_job_id_rota_job FOREIGN KEY(job_id) REFERENCES rota_job (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE rota_job (
	number INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	place VARCHAR NOT NULL,
	icon VARCHAR NOT NULL,
	starts_at TIME NOT NULL,
	ends_at TIME NOT NULL,
	rule VARCHAR NOT NULL,
	from_on DATE NOT NULL,
	until_on DATE,
	holidays VARCHAR(16) NOT NULL,
	need_type_id CHAR(32),
	area_id CHAR(32),
	minimum_age INTEGER NOT NULL,
	wants_buddy BOOLEAN NOT NULL,
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_rota_job PRIMARY KEY (id),
	CONSTRAINT ck_rota_job_holidayrule CHECK (holidays IN ('as_usual', 'skip', 'day_before', 'day_after')),
	CONSTRAINT fk_rota_job_need_type_id_need_type FOREIGN KEY(need_type_id) REFERENCES need_type (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_rota_job_area_id_area FOREIGN KEY(area_id) REFERENCES area (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE rota_place (
	seat_id CHAR(32) NOT NULL,
	on_date DATE NOT NULL,
	volunteer_id CHAR(32) NOT NULL,
	how VARCHAR(16) NOT NULL,
	state VARCHAR(16) NOT NULL,
	why VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_rota_place PRIMARY KEY (id),
	CONSTRAINT fk_rota_place_seat_id_rota_seat FOREIGN KEY(seat_id) REFERENCES rota_seat (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_rota_place_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_rota_place_placehow CHECK (how IN ('usual', 'chosen', 'cover', 'swap', 'filled')),
	CONSTRAINT ck_rota_place_placestate CHECK (state IN ('planned', 'confirmed', 'came', 'no_show', 'called_off'))
)
;
CREATE TABLE rota_seat (
	job_id CHAR(32) NOT NULL,
	position INTEGER NOT NULL,
	role VARCHAR(16) NOT NULL,
	minimum INTEGER NOT NULL,
	maximum INTEGER NOT NULL,
	skill VARCHAR(16),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_rota_seat PRIMARY KEY (id),
	CONSTRAINT fk_rota_seat_job_id_rota_job FOREIGN KEY(job_id) REFERENCES rota_job (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_rota_seat_seatrole CHECK (role IN ('person', 'driver', 'helper', 'caller', 'packer', 'cook', 'leader')),
	CONSTRAINT ck_rota_seat_skill CHECK (skill IN ('befriending', 'cooking', 'diy', 'dogs', 'forms', 'digital', 'gardening', 'interpreting', 'lifting', 'sign_language'))
)
;
CREATE TABLE rota_usual (
	seat_id CHAR(32) NOT NULL,
	volunteer_id CHAR(32) NOT NULL,
	weekday INTEGER NOT NULL,
	from_on DATE NOT NULL,
	until_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_rota_usual PRIMARY KEY (id),
	CONSTRAINT fk_rota_usual_seat_id_rota_seat FOREIGN KEY(seat_id) REFERENCES rota_seat (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_rota_usual_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE round (
	number INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	on_date DATE NOT NULL,
	starts_at TIME NOT NULL,
	ends_at TIME,
	begins VARCHAR(16) NOT NULL,
	finishes VARCHAR(16) NOT NULL,
	area_id CHAR(32),
	status VARCHAR(16) NOT NULL,
	driver_id CHAR(32),
	helper_id CHAR(32),
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_round PRIMARY KEY (id),
	CONSTRAINT ck_round_roundend CHECK (begins IN ('hub', 'home', 'last')),
	CONSTRAINT ck_round_roundend CHECK (finishes IN ('hub', 'home', 'last')),
	CONSTRAINT fk_round_area_id_area FOREIGN KEY(area_id) REFERENCES area (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_round_roundstatus CHECK (status IN ('planned', 'out', 'back')),
	CONSTRAINT fk_round_driver_id_volunteer FOREIGN KEY(driver_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_round_helper_id_volunteer FOREIGN KEY(helper_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE service (
	number INTEGER NOT NULL,
	organisation_id CHAR(32) NOT NULL,
	name VARCHAR NOT NULL,
	description VARCHAR NOT NULL,
	status VARCHAR(18) NOT NULL,
	capacity_week INTEGER,
	capacity_left INTEGER,
	capacity_asked_on DATE,
	eligibility VARCHAR NOT NULL,
	minimum_age INTEGER,
	maximum_age INTEGER,
	how_to_refer VARCHAR NOT NULL,
	languages JSON NOT NULL,
	interpreters VARCHAR NOT NULL,
	food_cultures JSON NOT NULL,
	collects BOOLEAN NOT NULL,
	delivers BOOLEAN NOT NULL,
	cost VARCHAR NOT NULL,
	phone VARCHAR NOT NULL,
	email VARCHAR NOT NULL,
	url VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	postcode VARCHAR NOT NULL,
	everywhere BOOLEAN NOT NULL,
	risk_up_to VARCHAR(16) NOT NULL,
	in_leaflet VARCHAR(16) NOT NULL,
	address_withheld BOOLEAN NOT NULL,
	verified_on DATE,
	verified_by VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_service PRIMARY KEY (id),
	CONSTRAINT fk_service_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_service_servicestatus CHECK (status IN ('active', 'inactive', 'temporarily_closed', 'defunct')),
	CONSTRAINT ck_service_risktier CHECK (risk_up_to IN ('low', 'medium', 'high')),
	CONSTRAINT ck_service_answer CHECK (in_leaflet IN ('yes', 'no', 'not_asked'))
)
;
CREATE TABLE service_area (
	id CHAR(32) NOT NULL,
	service_id CHAR(32) NOT NULL,
	area_id CHAR(32) NOT NULL,
	CONSTRAINT pk_service_area PRIMARY KEY (id),
	CONSTRAINT uq_service_area_service_id_area_id UNIQUE (service_id, area_id),
	CONSTRAINT fk_service_area_service_id_service FOREIGN KEY(service_id) REFERENCES service (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_service_area_area_id_area FOREIGN KEY(area_id) REFERENCES area (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE service_hours (
	id CHAR(32) NOT NULL,
	service_id CHAR(32) NOT NULL,
	weekday INTEGER NOT NULL,
	opens_at TIME NOT NULL,
	closes_at TIME NOT NULL,
	note VARCHAR NOT NULL,
	CONSTRAINT pk_service_hours PRIMARY KEY (id),
	CONSTRAINT uq_service_hours_service_id_weekday_opens_at UNIQUE (service_id, weekday, opens_at),
	CONSTRAINT fk_service_hours_service_id_service FOREIGN KEY(service_id) REFERENCES service (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE service_need (
	id CHAR(32) NOT NULL,
	service_id CHAR(32) NOT NULL,
	need_type_id CHAR(32) NOT NULL,
	CONSTRAINT pk_service_need PRIMARY KEY (id),
	CONSTRAINT uq_service_need_service_id_need_type_id UNIQUE (service_id, need_type_id),
	CONSTRAINT fk_service_need_service_id_service FOREIGN KEY(service_id) REFERENCES service (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_service_need_need_type_id_need_type FOREIGN KEY(need_type_id) REFERENCES need_type (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE share_request (
	number INTEGER NOT NULL,
	received_on DATE NOT NULL,
	organisation_id CHAR(32),
	asked_by VARCHAR NOT NULL,
	asked_by_person VARCHAR NOT NULL,
	how VARCHAR NOT NULL,
	data VARCHAR NOT NULL,
	purpose VARCHAR NOT NULL,
	person_id CHAR(32),
	basis_code VARCHAR NOT NULL,
	decision VARCHAR(16) NOT NULL,
	why VARCHAR NOT NULL,
	decided_by VARCHAR NOT NULL,
	decided_on DATE,
	record_id CHAR(32),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_share_request PRIMARY KEY (id),
	CONSTRAINT fk_share_request_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_share_request_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_share_request_sharedecision CHECK (decision IN ('waiting', 'shared', 'partly', 'refused')),
	CONSTRAINT fk_share_request_record_id_sharing_record FOREIGN KEY(record_id) REFERENCES sharing_record (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE sharing_record (
	number INTEGER NOT NULL,
	kind VARCHAR(16) NOT NULL,
	by_id CHAR(32) NOT NULL,
	recipient_id CHAR(32),
	recipient_name VARCHAR NOT NULL,
	purpose VARCHAR NOT NULL,
	basis VARCHAR(30),
	purpose_code VARCHAR NOT NULL,
	law VARCHAR NOT NULL,
	agreement VARCHAR NOT NULL,
	fields JSON NOT NULL,
	people_count INTEGER NOT NULL,
	left_out JSON NOT NULL,
	file_name VARCHAR NOT NULL,
	file_hash VARCHAR NOT NULL,
	is_locked BOOLEAN NOT NULL,
	delete_by DATE,
	reason VARCHAR NOT NULL,
	approval_id CHAR(32),
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_sharing_record PRIMARY KEY (id),
	CONSTRAINT ck_sharing_record_sharekind CHECK (kind IN ('handover', 'print', 'export')),
	CONSTRAINT fk_sharing_record_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_sharing_record_recipient_id_organisation FOREIGN KEY(recipient_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_sharing_record_lawfulbasis CHECK (basis IN ('consent', 'legitimate_interests', 'recognised_legitimate_interest', 'vital_interests', 'public_task', 'legal_obligation')),
	CONSTRAINT fk_sharing_record_approval_id_approval FOREIGN KEY(approval_id) REFERENCES approval (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE shift_note (
	by_id CHAR(32) NOT NULL,
	words VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_shift_note PRIMARY KEY (id),
	CONSTRAINT fk_shift_note_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE standby (
	volunteer_id CHAR(32) NOT NULL,
	kind VARCHAR(16) NOT NULL,
	brings VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_standby PRIMARY KEY (id),
	CONSTRAINT uq_standby_volunteer_id_kind UNIQUE (volunteer_id, kind),
	CONSTRAINT fk_standby_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_standby_incidentkind CHECK (kind IN ('flood', 'snow', 'heat', 'power_cut', 'lockdown', 'fire', 'other'))
)
;
CREATE TABLE stock_batch (
	item_id CHAR(32) NOT NULL,
	place_id CHAR(32) NOT NULL,
	use_by DATE,
	best_before DATE,
	giver_id CHAR(32),
	dates_key VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_stock_batch PRIMARY KEY (id),
	CONSTRAINT uq_stock_batch_item_id_place_id_dates_key UNIQUE (item_id, place_id, dates_key),
	CONSTRAINT fk_stock_batch_item_id_stock_item FOREIGN KEY(item_id) REFERENCES stock_item (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_stock_batch_place_id_stock_place FOREIGN KEY(place_id) REFERENCES stock_place (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_stock_batch_giver_id_organisation FOREIGN KEY(giver_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE stock_item (
	number INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	unit VARCHAR NOT NULL,
	category VARCHAR NOT NULL,
	kept VARCHAR(16) NOT NULL,
	allergens JSON NOT NULL,
	suits JSON NOT NULL,
	label_read BOOLEAN NOT NULL,
	low_level INTEGER,
	barcode VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_stock_item PRIMARY KEY (id),
	CONSTRAINT ck_stock_item_kept CHECK (kept IN ('dry', 'chilled', 'frozen', 'hot'))
)
;
CREATE TABLE stock_move (
	number INTEGER NOT NULL,
	kind VARCHAR(16) NOT NULL,
	on_date DATE NOT NULL,
	by_id CHAR(32) NOT NULL,
	batch_id CHAR(32) NOT NULL,
	quantity INTEGER NOT NULL,
	words VARCHAR NOT NULL,
	act_id CHAR(32) NOT NULL,
	parcel_id CHAR(32),
	reverses_id CHAR(32),
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_stock_move PRIMARY KEY (id),
	CONSTRAINT ck_stock_move_stockkind CHECK (kind IN ('in', 'out', 'moved', 'counted', 'wasted', 'packed', 'reclaimed')),
	CONSTRAINT fk_stock_move_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_stock_move_batch_id_stock_batch FOREIGN KEY(batch_id) REFERENCES stock_batch (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_stock_move_parcel_id_stock_parcel FOREIGN KEY(parcel_id) REFERENCES stock_parcel (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT uq_stock_move_reverses_id UNIQUE (reverses_id),
	CONSTRAINT fk_stock_move_reverses_id_stock_move FOREIGN KEY(reverses_id) REFERENCES stock_move (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE stock_parcel (
	number INTEGER NOT NULL,
	task_id CHAR(32),
	recipe_id CHAR(32),
	state VARCHAR(16) NOT NULL,
	contents JSON NOT NULL,
	missing JSON NOT NULL,
	short JSON NOT NULL,
	by_hand BOOLEAN NOT NULL,
	packed_at VARCHAR(27),
	packed_by_id CHAR(32),
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_stock_parcel PRIMARY KEY (id),
	CONSTRAINT fk_stock_parcel_task_id_task FOREIGN KEY(task_id) REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_stock_parcel_recipe_id_stock_recipe FOREIGN KEY(recipe_id) REFERENCES stock_recipe (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_stock_parcel_parcelstate CHECK (state IN ('planned', 'packed', 'back')),
	CONSTRAINT fk_stock_parcel_packed_by_id_user_account FOREIGN KEY(packed_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE stock_place (
	name VARCHAR NOT NULL,
	kind VARCHAR(16) NOT NULL,
	counted_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_stock_place PRIMARY KEY (id),
	CONSTRAINT ck_stock_place_placekind CHECK (kind IN ('shelf', 'fridge', 'freezer', 'van', 'relief_hub'))
)
;
CREATE TABLE stock_recipe (
	name VARCHAR NOT NULL,
	lines JSON NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_stock_recipe PRIMARY KEY (id)
)
;
CREATE TABLE stop (
	round_id CHAR(32) NOT NULL,
	household_id CHAR(32) NOT NULL,
	position INTEGER NOT NULL,
	planned_at TIME,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_stop PRIMARY KEY (id),
	CONSTRAINT fk_stop_round_id_round FOREIGN KEY(round_id) REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_stop_household_id_household FOREIGN KEY(household_id) REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE task (
	request_id CHAR(32) NOT NULL,
	occurrence DATE NOT NULL,
	on_date DATE NOT NULL,
	starts_at TIME,
	ends_at TIME,
	kind VARCHAR(16) NOT NULL,
	status VARCHAR(16) NOT NULL,
	volunteer_id CHAR(32),
	second_volunteer_id CHAR(32),
	confirmed_by_id CHAR(32),
	stop_id CHAR(32),
	items VARCHAR NOT NULL,
	by_hand BOOLEAN NOT NULL,
	outcome VARCHAR(16),
	outcome_at VARCHAR(27),
	outcome_note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_task PRIMARY KEY (id),
	CONSTRAINT uq_task_request_id_occurrence UNIQUE (request_id, occurrence),
	CONSTRAINT fk_task_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_task_taskkind CHECK (kind IN ('delivery', 'visit', 'call', 'errand', 'collection')),
	CONSTRAINT ck_task_taskstatus CHECK (status IN ('planned', 'out', 'done', 'cancelled')),
	CONSTRAINT fk_task_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_task_second_volunteer_id_volunteer FOREIGN KEY(second_volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_task_confirmed_by_id_user_account FOREIGN KEY(confirmed_by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_task_stop_id_stop FOREIGN KEY(stop_id) REFERENCES stop (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_task_taskoutcome CHECK (outcome IN ('delivered', 'left_safe', 'no_answer', 'refused', 'wrong_address', 'worried', 'last_unopened', 'partly', 'cancelled', 'not_attempted'))
)
;
CREATE TABLE template (
	kind VARCHAR(16) NOT NULL,
	name VARCHAR NOT NULL,
	subject VARCHAR NOT NULL,
	body VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_template PRIMARY KEY (id),
	CONSTRAINT ck_template_templatekind CHECK (kind IN ('text', 'letter', 'email'))
)
;
CREATE TABLE user_account (
	name VARCHAR NOT NULL,
	is_active BOOLEAN NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_user_account PRIMARY KEY (id)
)
;
CREATE TABLE user_role (
	id CHAR(32) NOT NULL,
	user_id CHAR(32) NOT NULL,
	role VARCHAR(17) NOT NULL,
	CONSTRAINT pk_user_role PRIMARY KEY (id),
	CONSTRAINT uq_user_role_user_id_role UNIQUE (user_id, role),
	CONSTRAINT fk_user_role_user_id_user_account FOREIGN KEY(user_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_user_role_role CHECK (role IN ('call_handler', 'volunteer_manager', 'coordinator', 'lead', 'administrator', 'read_only'))
)
;
CREATE TABLE view_entry (
	by_id CHAR(32) NOT NULL,
	entity VARCHAR NOT NULL,
	row_id CHAR(32),
	what VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	opening_id CHAR(32),
	id CHAR(32) NOT NULL,
	at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_view_entry PRIMARY KEY (id),
	CONSTRAINT fk_view_entry_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_view_entry_opening_id_opening FOREIGN KEY(opening_id) REFERENCES opening (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE volunteer (
	number INTEGER NOT NULL,
	person_id CHAR(32) NOT NULL,
	status VARCHAR(16) NOT NULL,
	transport VARCHAR(16) NOT NULL,
	carries_bags INTEGER,
	carries_hot INTEGER,
	carries_cold INTEGER,
	round_begins VARCHAR(16) NOT NULL,
	round_finishes VARCHAR(16) NOT NULL,
	weekly_minutes INTEGER,
	joined_on DATE,
	parental_agreement VARCHAR(16) NOT NULL,
	home_organisation_id CHAR(32),
	note VARCHAR NOT NULL,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_volunteer PRIMARY KEY (id),
	CONSTRAINT uq_volunteer_person_id UNIQUE (person_id),
	CONSTRAINT fk_volunteer_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_volunteer_volunteerstatus CHECK (status IN ('applied', 'contacted', 'active', 'resting', 'dormant', 'left', 'on_hold', 'suspended')),
	CONSTRAINT ck_volunteer_transport CHECK (transport IN ('foot', 'bike', 'car', 'van')),
	CONSTRAINT ck_volunteer_roundend CHECK (round_begins IN ('hub', 'home', 'last')),
	CONSTRAINT ck_volunteer_roundend CHECK (round_finishes IN ('hub', 'home', 'last')),
	CONSTRAINT ck_volunteer_answer CHECK (parental_agreement IN ('yes', 'no', 'not_asked')),
	CONSTRAINT fk_volunteer_home_organisation_id_organisation FOREIGN KEY(home_organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE volunteer_area (
	id CHAR(32) NOT NULL,
	volunteer_id CHAR(32) NOT NULL,
	area_id CHAR(32) NOT NULL,
	CONSTRAINT pk_volunteer_area PRIMARY KEY (id),
	CONSTRAINT uq_volunteer_area_volunteer_id_area_id UNIQUE (volunteer_id, area_id),
	CONSTRAINT fk_volunteer_area_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_volunteer_area_area_id_area FOREIGN KEY(area_id) REFERENCES area (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE volunteer_language (
	id CHAR(32) NOT NULL,
	volunteer_id CHAR(32) NOT NULL,
	language_code VARCHAR NOT NULL,
	CONSTRAINT pk_volunteer_language PRIMARY KEY (id),
	CONSTRAINT uq_volunteer_language_volunteer_id_language_code UNIQUE (volunteer_id, language_code),
	CONSTRAINT fk_volunteer_language_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE volunteer_skill (
	id CHAR(32) NOT NULL,
	volunteer_id CHAR(32) NOT NULL,
	skill VARCHAR(16) NOT NULL,
	CONSTRAINT pk_volunteer_skill PRIMARY KEY (id),
	CONSTRAINT uq_volunteer_skill_volunteer_id_skill UNIQUE (volunteer_id, skill),
	CONSTRAINT fk_volunteer_skill_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_volunteer_skill_skill CHECK (skill IN ('befriending', 'cooking', 'diy', 'dogs', 'forms', 'digital', 'gardening', 'interpreting', 'lifting', 'sign_language'))
)
;
CREATE TABLE volunteer_slot (
	id CHAR(32) NOT NULL,
	volunteer_id CHAR(32) NOT NULL,
	weekday INTEGER NOT NULL,
	starts_at TIME NOT NULL,
	ends_at TIME NOT NULL,
	CONSTRAINT pk_volunteer_slot PRIMARY KEY (id),
	CONSTRAINT uq_volunteer_slot_volunteer_id_weekday_starts_at UNIQUE (volunteer_id, weekday, starts_at),
	CONSTRAINT fk_volunteer_slot_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE TABLE volunteer_step (
	volunteer_id CHAR(32) NOT NULL,
	kind VARCHAR(16) NOT NULL,
	on_date DATE NOT NULL,
	with_name VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	next_on DATE,
	id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	voided_at VARCHAR(27),
	void_reason VARCHAR,
	CONSTRAINT pk_volunteer_step PRIMARY KEY (id),
	CONSTRAINT fk_volunteer_step_volunteer_id_volunteer FOREIGN KEY(volunteer_id) REFERENCES volunteer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_volunteer_step_stepkind CHECK (kind IN ('contacted', 'buddy_shift', 'asked_back', 'placed', 'thanked', 'in_touch'))
)
;
CREATE INDEX ix_absence_volunteer_id ON absence (volunteer_id)
;
CREATE INDEX ix_area_part_value ON area_part (value)
;
CREATE INDEX ix_arrival_arrived_at ON arrival (arrived_at)
;
CREATE INDEX ix_arrival_centre_id ON arrival (centre_id)
;
CREATE INDEX ix_arrival_number ON arrival (number)
;
CREATE INDEX ix_arrival_person_id ON arrival (person_id)
;
CREATE INDEX ix_asset_number ON asset (number)
;
CREATE INDEX ix_bank_line_move_id ON bank_line (move_id)
;
CREATE INDEX ix_bank_line_on_date ON bank_line (on_date)
;
CREATE INDEX ix_breach_number ON breach (number)
;
CREATE INDEX ix_call_out_volunteer_id ON call_out (volunteer_id)
;
CREATE INDEX ix_call_plan_caller_id ON call_plan (caller_id)
;
CREATE INDEX ix_call_plan_next_on ON call_plan (next_on)
;
CREATE INDEX ix_call_plan_person_id ON call_plan (person_id)
;
CREATE INDEX ix_call_promise_contact_id ON call_promise (contact_id)
;
CREATE INDEX ix_call_promise_due_on ON call_promise (due_on)
;
CREATE INDEX ix_call_promise_person_id ON call_promise (person_id)
;
CREATE INDEX ix_call_sheet_line_line_id ON call_sheet_line (line_id)
;
CREATE INDEX ix_call_sheet_line_plan_id ON call_sheet_line (plan_id)
;
CREATE INDEX ix_call_sheet_line_sheet_id ON call_sheet_line (sheet_id)
;
CREATE INDEX ix_call_sheet_line_state ON call_sheet_line (state)
;
CREATE INDEX ix_call_sheet_number ON call_sheet (number)
;
CREATE INDEX ix_call_sheet_round_id ON call_sheet (round_id)
;
CREATE INDEX ix_call_step_plan_id ON call_step (plan_id)
;
CREATE INDEX ix_case_step_due_on ON case_step (due_on)
;
CREATE INDEX ix_case_step_request_id ON case_step (request_id)
;
CREATE INDEX ix_change_row ON change (row_id)
;
CREATE INDEX ix_change_txn ON change (txn)
;
CREATE INDEX ix_check_record_decided_on ON check_record (decided_on)
;
CREATE INDEX ix_check_record_volunteer_id ON check_record (volunteer_id)
;
CREATE INDEX ix_claim_line_claim_id ON claim_line (claim_id)
;
CREATE INDEX ix_claim_line_on_date ON claim_line (on_date)
;
CREATE INDEX ix_clearance_rule_need_code ON clearance_rule (need_code)
;
CREATE INDEX ix_complaint_number ON complaint (number)
;
CREATE INDEX ix_complaint_person_id ON complaint (person_id)
;
CREATE INDEX ix_concern_author_id ON concern (author_id)
;
CREATE INDEX ix_concern_entry_concern_id ON concern_entry (concern_id)
;
CREATE INDEX ix_concern_hold_volunteer_id ON concern_hold (volunteer_id)
;
CREATE INDEX ix_concern_key_reader ON concern_key (reader)
;
CREATE INDEX ix_consent_person_id ON consent (person_id)
;
CREATE INDEX ix_consent_recipient_id ON consent (recipient_id)
;
CREATE INDEX ix_contact_attempt_line_id ON contact_attempt (line_id)
;
CREATE INDEX ix_contact_attempt_person_id ON contact_attempt (person_id)
;
CREATE INDEX ix_contact_attempt_plan_id ON contact_attempt (plan_id)
;
CREATE INDEX ix_contact_attempt_request_id ON contact_attempt (request_id)
;
CREATE INDEX ix_contact_link_person_id ON contact_link (person_id)
;
CREATE INDEX ix_coverage_note_area_id ON coverage_note (area_id)
;
CREATE INDEX ix_coverage_note_follow_up_on ON coverage_note (follow_up_on)
;
CREATE INDEX ix_do_not_pair_person_id ON do_not_pair (person_id)
;
CREATE INDEX ix_do_not_pair_volunteer_id ON do_not_pair (volunteer_id)
;
CREATE INDEX ix_formality_number ON formality (number)
;
CREATE INDEX ix_formality_state ON formality (state)
;
CREATE INDEX ix_formality_volunteer_id ON formality (volunteer_id)
;
CREATE INDEX ix_fund_number ON fund (number)
;
CREATE INDEX ix_grant_application_number ON grant_application (number)
;
CREATE INDEX ix_grant_application_round_id ON grant_application (round_id)
;
CREATE INDEX ix_grant_application_state ON grant_application (state)
;
CREATE INDEX ix_grant_round_number ON grant_round (number)
;
CREATE INDEX ix_grant_score_application_id ON grant_score (application_id)
;
CREATE INDEX ix_group_check_in_organisation_id ON group_check_in (organisation_id)
;
CREATE INDEX ix_group_issue_number ON group_issue (number)
;
CREATE INDEX ix_group_issue_organisation_id ON group_issue (organisation_id)
;
CREATE INDEX ix_group_issue_state ON group_issue (state)
;
CREATE INDEX ix_group_issue_step_issue_id ON group_issue_step (issue_id)
;
CREATE INDEX ix_handover_first_id ON handover (first_id)
;
CREATE INDEX ix_handover_notice_person_id ON handover_notice (person_id)
;
CREATE INDEX ix_handover_notice_recipient_id ON handover_notice (recipient_id)
;
CREATE INDEX ix_handover_person_person_id ON handover_person (person_id)
;
CREATE INDEX ix_handover_recipient_id ON handover (recipient_id)
;
CREATE INDEX ix_help_pause_last_day ON help_pause (last_day)
;
CREATE INDEX ix_help_pause_person_id ON help_pause (person_id)
;
CREATE INDEX ix_help_pause_request_id ON help_pause (request_id)
;
CREATE INDEX ix_household_area_id ON household (area_id)
;
CREATE INDEX ix_household_number ON household (number)
;
CREATE INDEX ix_household_postcode ON household (postcode)
;
CREATE INDEX ix_household_usual_volunteer_id ON household (usual_volunteer_id)
;
CREATE INDEX ix_hub_checklist_code ON hub_checklist (code)
;
CREATE INDEX ix_incident_area_area_id ON incident_area (area_id)
;
CREATE INDEX ix_incident_need_need_type_id ON incident_need (need_type_id)
;
CREATE INDEX ix_incident_number ON incident (number)
;
CREATE INDEX ix_info_card_need_need_type_id ON info_card_need (need_type_id)
;
CREATE INDEX ix_info_card_number ON info_card (number)
;
CREATE INDEX ix_info_card_review_on ON info_card (review_on)
;
CREATE INDEX ix_info_card_title ON info_card (title)
;
CREATE INDEX ix_ladder_choice_request_id ON ladder_choice (request_id)
;
CREATE INDEX ix_loan_asset_id ON loan (asset_id)
;
CREATE INDEX ix_loan_due_on ON loan (due_on)
;
CREATE INDEX ix_loan_number ON loan (number)
;
CREATE INDEX ix_loan_organisation_id ON loan (organisation_id)
;
CREATE INDEX ix_loan_person_id ON loan (person_id)
;
CREATE INDEX ix_money_claim_number ON money_claim (number)
;
CREATE INDEX ix_money_claim_state ON money_claim (state)
;
CREATE INDEX ix_money_claim_volunteer_id ON money_claim (volunteer_id)
;
CREATE INDEX ix_money_float_closed_on ON money_float (closed_on)
;
CREATE INDEX ix_money_float_number ON money_float (number)
;
CREATE INDEX ix_money_float_person_id ON money_float (person_id)
;
CREATE INDEX ix_money_float_volunteer_id ON money_float (volunteer_id)
;
CREATE INDEX ix_money_line_account ON money_line (account)
;
CREATE INDEX ix_money_line_float_id ON money_line (float_id)
;
CREATE INDEX ix_money_line_fund_id ON money_line (fund_id)
;
CREATE INDEX ix_money_line_move_id ON money_line (move_id)
;
CREATE INDEX ix_money_move_about_id ON money_move (about_id)
;
CREATE INDEX ix_money_move_number ON money_move (number)
;
CREATE INDEX ix_money_move_on_date ON money_move (on_date)
;
CREATE INDEX ix_money_receipt_float_id ON money_receipt (float_id)
;
CREATE INDEX ix_neighbour_offer_number ON neighbour_offer (number)
;
CREATE INDEX ix_neighbour_offer_person_id ON neighbour_offer (person_id)
;
CREATE INDEX ix_neighbour_offer_postcode ON neighbour_offer (postcode)
;
CREATE INDEX ix_notice_given_person_id ON notice_given (person_id)
;
CREATE INDEX ix_offer_held ON offer (hold_until) WHERE hold_until IS NOT NULL
;
CREATE INDEX ix_offer_task_id ON offer (task_id)
;
CREATE INDEX ix_offer_volunteer_id ON offer (volunteer_id)
;
CREATE INDEX ix_opening_opened_at ON opening (opened_at)
;
CREATE INDEX ix_organisation_area_area_id ON organisation_area (area_id)
;
CREATE INDEX ix_organisation_name ON organisation (name)
;
CREATE INDEX ix_organisation_need_need_type_id ON organisation_need (need_type_id)
;
CREATE INDEX ix_organisation_number ON organisation (number)
;
CREATE INDEX ix_out_now_back_at ON out_now (back_at)
;
CREATE INDEX ix_out_now_round_id ON out_now (round_id)
;
CREATE INDEX ix_out_now_volunteer_id ON out_now (volunteer_id)
;
CREATE INDEX ix_out_step_out_id ON out_step (out_id)
;
CREATE INDEX ix_outing_companion_outing_id ON outing_companion (outing_id)
;
CREATE INDEX ix_outing_companion_volunteer_id ON outing_companion (volunteer_id)
;
CREATE INDEX ix_outing_guest_outing_id ON outing_guest (outing_id)
;
CREATE INDEX ix_outing_guest_person_id ON outing_guest (person_id)
;
CREATE INDEX ix_outing_number ON outing (number)
;
CREATE INDEX ix_outing_on_date ON outing (on_date)
;
CREATE INDEX ix_pair_decision_b_id ON pair_decision (b_id)
;
CREATE INDEX ix_person_household_id ON person (household_id)
;
CREATE INDEX ix_person_number ON person (number)
;
CREATE INDEX ix_person_sort ON person (last_name, first_name)
;
CREATE INDEX ix_person_source_reference ON person (source_reference)
;
CREATE INDEX ix_phone_e164 ON phone (e164)
;
CREATE INDEX ix_phone_line_person_id ON phone_line (person_id)
;
CREATE INDEX ix_phone_line_round_id ON phone_line (round_id)
;
CREATE INDEX ix_phone_line_with_id ON phone_line (with_id)
;
CREATE INDEX ix_phone_person_id ON phone (person_id)
;
CREATE INDEX ix_phone_round_number ON phone_round (number)
;
CREATE INDEX ix_placement_organisation_id ON placement (organisation_id)
;
CREATE INDEX ix_placement_volunteer_id ON placement (volunteer_id)
;
CREATE INDEX ix_recall_call_recall_id ON recall_call (recall_id)
;
CREATE INDEX ix_recall_call_volunteer_id ON recall_call (volunteer_id)
;
CREATE INDEX ix_recall_number ON recall (number)
;
CREATE INDEX ix_recharge_number ON recharge (number)
;
CREATE INDEX ix_recharge_payer_id ON recharge (payer_id)
;
CREATE INDEX ix_recharge_request_id ON recharge (request_id)
;
CREATE INDEX ix_recharge_statement_id ON recharge (statement_id)
;
CREATE INDEX ix_recharge_statement_number ON recharge_statement (number)
;
CREATE INDEX ix_recharge_statement_payer_id ON recharge_statement (payer_id)
;
CREATE INDEX ix_referral_need_type_id ON referral (need_type_id)
;
CREATE INDEX ix_referral_number ON referral (number)
;
CREATE INDEX ix_referral_open ON referral (direction, status, chase_on, voided_at, id)
;
CREATE INDEX ix_referral_organisation_id ON referral (organisation_id)
;
CREATE INDEX ix_referral_person ON referral (person_id, voided_at)
;
CREATE INDEX ix_referral_request_id ON referral (request_id)
;
CREATE INDEX ix_referral_step_referral_id ON referral_step (referral_id)
;
CREATE INDEX ix_relief_centre_incident_id ON relief_centre (incident_id)
;
CREATE INDEX ix_request_due_on ON request (due_on)
;
CREATE INDEX ix_request_incident_id ON request (incident_id)
;
CREATE INDEX ix_request_need_type_id ON request (need_type_id)
;
CREATE INDEX ix_request_number ON request (number)
;
CREATE INDEX ix_request_open ON request (status, due_on, urgency, voided_at, id)
;
CREATE INDEX ix_request_person ON request (person_id, voided_at, status)
;
CREATE INDEX ix_retention_hold_person_id ON retention_hold (person_id)
;
CREATE INDEX ix_rights_request_number ON rights_request (number)
;
CREATE INDEX ix_rights_request_person_id ON rights_request (person_id)
;
CREATE INDEX ix_rota_day_job_id ON rota_day (job_id)
;
CREATE INDEX ix_rota_day_on_date ON rota_day (on_date)
;
CREATE INDEX ix_rota_job_number ON rota_job (number)
;
CREATE INDEX ix_rota_place_day ON rota_place (on_date, seat_id)
;
CREATE INDEX ix_rota_place_seat_id ON rota_place (seat_id)
;
CREATE INDEX ix_rota_place_volunteer_id ON rota_place (volunteer_id)
;
CREATE INDEX ix_rota_seat_job_id ON rota_seat (job_id)
;
CREATE INDEX ix_rota_usual_seat_id ON rota_usual (seat_id)
;
CREATE INDEX ix_rota_usual_volunteer_id ON rota_usual (volunteer_id)
;
CREATE INDEX ix_round_driver_id ON round (driver_id)
;
CREATE INDEX ix_round_number ON round (number)
;
CREATE INDEX ix_round_on_date ON round (on_date)
;
CREATE INDEX ix_service_area_area ON service_area (area_id, service_id)
;
CREATE INDEX ix_service_name ON service (name)
;
CREATE INDEX ix_service_need_need ON service_need (need_type_id, service_id)
;
CREATE INDEX ix_service_number ON service (number)
;
CREATE INDEX ix_service_organisation_id ON service (organisation_id)
;
CREATE INDEX ix_service_place ON service (everywhere, voided_at, status, id)
;
CREATE INDEX ix_service_verified_on ON service (verified_on)
;
CREATE INDEX ix_share_request_number ON share_request (number)
;
CREATE INDEX ix_share_request_person_id ON share_request (person_id)
;
CREATE INDEX ix_sharing_record_number ON sharing_record (number)
;
CREATE INDEX ix_standby_kind ON standby (kind)
;
CREATE INDEX ix_stock_batch_item_id ON stock_batch (item_id)
;
CREATE INDEX ix_stock_batch_place_id ON stock_batch (place_id)
;
CREATE INDEX ix_stock_item_number ON stock_item (number)
;
CREATE INDEX ix_stock_move_act_id ON stock_move (act_id)
;
CREATE INDEX ix_stock_move_batch_id ON stock_move (batch_id)
;
CREATE INDEX ix_stock_move_number ON stock_move (number)
;
CREATE INDEX ix_stock_move_on_date ON stock_move (on_date)
;
CREATE INDEX ix_stock_move_parcel_id ON stock_move (parcel_id)
;
CREATE INDEX ix_stock_parcel_number ON stock_parcel (number)
;
CREATE INDEX ix_stock_parcel_task_id ON stock_parcel (task_id)
;
CREATE INDEX ix_stop_household_id ON stop (household_id)
;
CREATE INDEX ix_stop_round_id ON stop (round_id)
;
CREATE INDEX ix_task_day ON task (on_date, status)
;
CREATE INDEX ix_task_request_id ON task (request_id)
;
CREATE INDEX ix_task_second ON task (second_volunteer_id, on_date)
;
CREATE INDEX ix_task_stop_id ON task (stop_id)
;
CREATE INDEX ix_task_volunteer ON task (volunteer_id, on_date)
;
CREATE INDEX ix_view_entry_opening_id ON view_entry (opening_id)
;
CREATE INDEX ix_view_entry_row_id ON view_entry (row_id)
;
CREATE INDEX ix_volunteer_area_area_id ON volunteer_area (area_id)
;
CREATE INDEX ix_volunteer_number ON volunteer (number)
;
CREATE INDEX ix_volunteer_status ON volunteer (status)
;
CREATE INDEX ix_volunteer_step_volunteer_id ON volunteer_step (volunteer_id)
;
CREATE TABLE search_row (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, row_id TEXT NOT NULL)
;
CREATE UNIQUE INDEX uq_search_row ON search_row (row_id, kind)
;
CREATE VIRTUAL TABLE search_words USING fts5(words, digits, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3 4')
;
INSERT INTO search_words(search_words, rank) VALUES ('secure-delete', 1)
;
CREATE TABLE asked_week (
    monday TEXT NOT NULL,
    need_type_id TEXT NOT NULL,
    area_id TEXT NOT NULL,
    asked INTEGER NOT NULL,
    met INTEGER NOT NULL,
    PRIMARY KEY (monday, need_type_id, area_id)
) WITHOUT ROWID
;
CREATE VIEW asked_task AS
SELECT task.id AS task_id, request.id AS request_id, person.id AS person_id,
    person.household_id AS household_id, request.need_type_id AS need_type_id,
    date(task.on_date, '-6 days', 'weekday 1') AS monday,
    coalesce(household.area_id, '') AS area_id,
    task.status = 'done' AND coalesce(task.outcome IN ('delivered', 'left_safe', 'partly'), 0) AS met
FROM task
JOIN request ON request.id = task.request_id
JOIN person ON person.id = request.person_id
LEFT JOIN household ON household.id = person.household_id
WHERE task.voided_at IS NULL AND request.voided_at IS NULL
    AND (task.status <> 'cancelled' OR request.close_reason IN ('referred_on', 'no_capacity'))
;
CREATE TRIGGER task_new_before before INSERT ON task BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, -count(*), -sum(met) FROM asked_task
    WHERE task_id = NEW.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
    DELETE FROM asked_week WHERE asked = 0 AND (monday, need_type_id, area_id)
    IN (SELECT monday, need_type_id, area_id FROM asked_task WHERE task_id = NEW.id);
END
;
CREATE TRIGGER task_new_after after INSERT ON task BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, count(*), sum(met) FROM asked_task
    WHERE task_id = NEW.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
END
;
CREATE TRIGGER task_edit_before before UPDATE OF request_id, on_date, status, outcome, voided_at ON task WHEN OLD.request_id IS NOT NEW.request_id OR OLD.on_date IS NOT NEW.on_date OR OLD.status IS NOT NEW.status OR OLD.outcome IS NOT NEW.outcome OR OLD.voided_at IS NOT NEW.voided_at BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, -count(*), -sum(met) FROM asked_task
    WHERE task_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
    DELETE FROM asked_week WHERE asked = 0 AND (monday, need_type_id, area_id)
    IN (SELECT monday, need_type_id, area_id FROM asked_task WHERE task_id = OLD.id);
END
;
CREATE TRIGGER task_edit_after after UPDATE OF request_id, on_date, status, outcome, voided_at ON task WHEN OLD.request_id IS NOT NEW.request_id OR OLD.on_date IS NOT NEW.on_date OR OLD.status IS NOT NEW.status OR OLD.outcome IS NOT NEW.outcome OR OLD.voided_at IS NOT NEW.voided_at BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, count(*), sum(met) FROM asked_task
    WHERE task_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
END
;
CREATE TRIGGER task_gone_before before DELETE ON task BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, -count(*), -sum(met) FROM asked_task
    WHERE task_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
    DELETE FROM asked_week WHERE asked = 0 AND (monday, need_type_id, area_id)
    IN (SELECT monday, need_type_id, area_id FROM asked_task WHERE task_id = OLD.id);
END
;
CREATE TRIGGER task_gone_after after DELETE ON task BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, count(*), sum(met) FROM asked_task
    WHERE task_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
END
;
CREATE TRIGGER request_new_before before INSERT ON request BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, -count(*), -sum(met) FROM asked_task
    WHERE request_id = NEW.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
    DELETE FROM asked_week WHERE asked = 0 AND (monday, need_type_id, area_id)
    IN (SELECT monday, need_type_id, area_id FROM asked_task WHERE request_id = NEW.id);
END
;
CREATE TRIGGER request_new_after after INSERT ON request BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, count(*), sum(met) FROM asked_task
    WHERE request_id = NEW.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
END
;
CREATE TRIGGER request_edit_before before UPDATE OF person_id, need_type_id, close_reason, voided_at ON request WHEN OLD.person_id IS NOT NEW.person_id OR OLD.need_type_id IS NOT NEW.need_type_id OR OLD.close_reason IS NOT NEW.close_reason OR OLD.voided_at IS NOT NEW.voided_at BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, -count(*), -sum(met) FROM asked_task
    WHERE request_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
    DELETE FROM asked_week WHERE asked = 0 AND (monday, need_type_id, area_id)
    IN (SELECT monday, need_type_id, area_id FROM asked_task WHERE request_id = OLD.id);
END
;
CREATE TRIGGER request_edit_after after UPDATE OF person_id, need_type_id, close_reason, voided_at ON request WHEN OLD.person_id IS NOT NEW.person_id OR OLD.need_type_id IS NOT NEW.need_type_id OR OLD.close_reason IS NOT NEW.close_reason OR OLD.voided_at IS NOT NEW.voided_at BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, count(*), sum(met) FROM asked_task
    WHERE request_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
END
;
CREATE TRIGGER request_gone_before before DELETE ON request BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, -count(*), -sum(met) FROM asked_task
    WHERE request_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
    DELETE FROM asked_week WHERE asked = 0 AND (monday, need_type_id, area_id)
    IN (SELECT monday, need_type_id, area_id FROM asked_task WHERE request_id = OLD.id);
END
;
CREATE TRIGGER request_gone_after after DELETE ON request BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, count(*), sum(met) FROM asked_task
    WHERE request_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
END
;
CREATE TRIGGER person_new_before before INSERT ON person BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, -count(*), -sum(met) FROM asked_task
    WHERE person_id = NEW.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
    DELETE FROM asked_week WHERE asked = 0 AND (monday, need_type_id, area_id)
    IN (SELECT monday, need_type_id, area_id FROM asked_task WHERE person_id = NEW.id);
END
;
CREATE TRIGGER person_new_after after INSERT ON person BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, count(*), sum(met) FROM asked_task
    WHERE person_id = NEW.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
END
;
CREATE TRIGGER person_edit_before before UPDATE OF household_id ON person WHEN OLD.household_id IS NOT NEW.household_id BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, -count(*), -sum(met) FROM asked_task
    WHERE person_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
    DELETE FROM asked_week WHERE asked = 0 AND (monday, need_type_id, area_id)
    IN (SELECT monday, need_type_id, area_id FROM asked_task WHERE person_id = OLD.id);
END
;
CREATE TRIGGER person_edit_after after UPDATE OF household_id ON person WHEN OLD.household_id IS NOT NEW.household_id BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, count(*), sum(met) FROM asked_task
    WHERE person_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
END
;
CREATE TRIGGER person_gone_before before DELETE ON person BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, -count(*), -sum(met) FROM asked_task
    WHERE person_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
    DELETE FROM asked_week WHERE asked = 0 AND (monday, need_type_id, area_id)
    IN (SELECT monday, need_type_id, area_id FROM asked_task WHERE person_id = OLD.id);
END
;
CREATE TRIGGER person_gone_after after DELETE ON person BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, count(*), sum(met) FROM asked_task
    WHERE person_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
END
;
CREATE TRIGGER household_new_before before INSERT ON household BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, -count(*), -sum(met) FROM asked_task
    WHERE household_id = NEW.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
    DELETE FROM asked_week WHERE asked = 0 AND (monday, need_type_id, area_id)
    IN (SELECT monday, need_type_id, area_id FROM asked_task WHERE household_id = NEW.id);
END
;
CREATE TRIGGER household_new_after after INSERT ON household BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, count(*), sum(met) FROM asked_task
    WHERE household_id = NEW.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
END
;
CREATE TRIGGER household_edit_before before UPDATE OF area_id ON household WHEN OLD.area_id IS NOT NEW.area_id BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, -count(*), -sum(met) FROM asked_task
    WHERE household_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
    DELETE FROM asked_week WHERE asked = 0 AND (monday, need_type_id, area_id)
    IN (SELECT monday, need_type_id, area_id FROM asked_task WHERE household_id = OLD.id);
END
;
CREATE TRIGGER household_edit_after after UPDATE OF area_id ON household WHEN OLD.area_id IS NOT NEW.area_id BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, count(*), sum(met) FROM asked_task
    WHERE household_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
END
;
CREATE TRIGGER household_gone_before before DELETE ON household BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, -count(*), -sum(met) FROM asked_task
    WHERE household_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
    DELETE FROM asked_week WHERE asked = 0 AND (monday, need_type_id, area_id)
    IN (SELECT monday, need_type_id, area_id FROM asked_task WHERE household_id = OLD.id);
END
;
CREATE TRIGGER household_gone_after after DELETE ON household BEGIN
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, count(*), sum(met) FROM asked_task
    WHERE household_id = OLD.id GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;
END
;
