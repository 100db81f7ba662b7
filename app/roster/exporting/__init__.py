"""The roster written as files that others open and that the importer reads back as they were."""
