"""The Section 11 self-assessment: standards and questions, what an audit shows of each, and the answers carried on."""
