package scenarios

// Constructors of the faults in the state.

// With gives the provocation a trait of that kind and value. It replaces the control's trait
// of the kind, if there is one. Where the value is a document, says tells what the document
// does and completes the sentence of the kind.
func With(kind TraitKind, value string, says ...string) Fault {
	t, said := Trait{kind, value}, ""
	if len(says) > 0 {
		said = says[0]
	}
	return Fault{Kind: FaultState, Sentence: t.sentence(said), Traits: []Trait{t}}
}

// Without removes the trait of that kind from the provocation.
func Without(kind TraitKind) Fault {
	return Fault{Kind: FaultState, Sentence: kind.row().says[""], Traits: []Trait{{kind, ""}}}
}

// And gives the provocation one more trait. The sentence of the fault does not change.
func (f Fault) And(kind TraitKind, value string) Fault {
	f.Traits = append(f.Traits[:len(f.Traits):len(f.Traits)], Trait{kind, value})
	return f
}

// ObjectArchived puts the object into a storage class, with a restore in that state.
func ObjectArchived(class, restore string) Fault {
	f := With(StorageClass, class).And(Restore, restore)
	f.Sentence += " " + Restore.row().says[restore]
	return f
}

// BucketAbsent removes the bucket, with all that is in it and all its settings.
func BucketAbsent() Fault {
	f := With(FreeName, On)
	for _, kind := range TraitKinds() {
		if kind != FreeName && kind != ObjectKey {
			f = f.And(kind, "")
		}
	}
	return f
}
