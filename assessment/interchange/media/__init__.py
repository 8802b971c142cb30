"""Pictures and sounds that anyone may have made: known by their bytes, bounded, cleaned, or refused with a sentence."""
