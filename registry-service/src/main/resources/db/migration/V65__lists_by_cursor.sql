-- Lists are read in the order of the ids of first versions: drawdowns and repayments booked on products by kind, lines by product.
create index loan_event_listed on loan_event (kind, record_id) where row_version = 1;
create index contract_product_line on contract_product (contract_id) where terms::jsonb ->> 'kind' <> 'INSTALMENT_LOAN';
