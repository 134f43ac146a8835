//! Reports of what a meeting leaves behind, of who joins a body, and of the lines around a report. All invented.

use expect_test::expect;

use crate::reports::check;

#[test]
fn documents_have_many_names() {
    check(
        "LUSAKA, March 4, 2031 -- The ministers of the African Union met in Lusaka on Tuesday. The Council adopted the updated \
         Catalogue of Confidence Measures. The participants approved amendments to the Rules of Procedure of the forum and \
         confirmed the 2031-32 Plan for Cooperation between the secretariats. They also approved the Terms of Reference of the \
         Harbour Fund and the Roadmap on Clean Ports. The sides signed the agreed minutes of the session. They adopted the \
         Lantern Vision 2040, endorsed the Guidelines on Safe Ferries and agreed on the Lusaka Principles on Shared Waters. The \
         meeting concluded with the adoption of the Lusaka Consensus. The Council approved a 12-point plan and a budget.",
        &expect![[r#"
            meeting m1: ministers | African Union | - | ministerial | 2031-03-04 | Lusaka | held
            outcome: updated Catalogue of Confidence Measures | other | adopted
            outcome: amendments to the Rules of Procedure of the forum | other | adopted
            outcome: 2031-32 Plan for Cooperation between the secretariats | plan | adopted
            outcome: Terms of Reference of the Harbour Fund | other | adopted
            outcome: Roadmap on Clean Ports | plan | adopted
            outcome: agreed minutes | other | signed
            outcome: Lantern Vision 2040 | plan | adopted
            outcome: Guidelines on Safe Ferries | other | adopted
            outcome: Lusaka Principles on Shared Waters | other | adopted
            outcome: Lusaka Consensus | other | adopted
            outcome: 12-point plan | plan | adopted"#]],
    );
}

#[test]
fn a_document_may_have_its_name_between_marks() {
    check(
        "LUSAKA, March 4, 2031 -- The leaders of the African Union held a summit in Lusaka on Tuesday. They adopted the \
         Declaration \"On the Common Care of the Lakes\" and the Statement entitled “Peace at Sea”. A Joint Declaration on the \
         establishment of a lake commission was also signed.",
        &expect![[r#"
            meeting m1: summit | African Union | - | summit | 2031-03-04 | Lusaka | held
            outcome: Declaration "On the Common Care of the Lakes" | declaration | adopted
            outcome: Statement entitled “Peace at Sea” | statement | adopted
            outcome: Joint Declaration on the establishment of a lake commission | declaration | signed"#]],
    );
}

#[test]
fn documents_are_listed_below() {
    check(
        "LUSAKA, March 4, 2031 -- The ministers of the African Union met in Lusaka on Tuesday.\n\n\
         The package of documents signed includes:\n\n\
         - Lusaka Declaration on Clean Ports;\n\n\
         - Guidelines for the Exchange of Data on Ferries;\n\n\
         - Catalogue of Lake Signals;\n\n\
         - Concept Note on a Joint Training Centre.\n\n\
         The following documents were adopted on Wednesday: the Agreement on Transit and the Guidelines on Harbour Dues.",
        &expect![[r#"
            meeting m1: ministers | African Union | - | ministerial | 2031-03-04 | Lusaka | held
            outcome: Lusaka Declaration on Clean Ports | declaration | signed
            outcome: Guidelines for the Exchange of Data on Ferries | other | signed
            outcome: Catalogue of Lake Signals | other | signed
            outcome: Concept Note on a Joint Training Centre | other | signed
            outcome: Agreement on Transit | agreement | adopted
            outcome: Guidelines on Harbour Dues | other | adopted"#]],
    );
}

#[test]
fn what_is_drafted_is_planned_and_what_is_wished_for_is_none() {
    check(
        "LUSAKA, March 4, 2031 -- Foreign ministers of Kenya and Malawi met in Lusaka on Tuesday. They issued a joint statement \
         calling for a road map on ferries. Kenya called for the adoption of a convention on fish and stressed the need to sign \
         a protocol on customs. A draft Agreement on Transit is to be signed in May. The ministers confirmed the agreement of \
         last year. A memorandum of understanding on fishing was signed by the two sides.",
        &expect![[r#"
            meeting m1: Foreign ministers of Kenya and Malawi | - | - | ministerial | 2031-03-04 | Lusaka | held
            at m1: - | Foreign minister | KE | attendee
            at m1: - | Foreign minister | MW | attendee
            outcome: joint statement | statement | issued
            outcome: draft Agreement on Transit | agreement | planned
            outcome: memorandum of understanding on fishing | agreement | signed"#]],
    );
}
